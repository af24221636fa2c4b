//! What each thread has for itself: values ready to be filled, and a writer for
//! the journal that it records into.

use std::{
    cell::Cell,
    mem::ManuallyDrop,
    sync::{Arc, Weak},
};

use telemetry_schema::MAX_FIELDS;

use super::{
    clock::Counter, raw::processor_counter, segments::Segments, switch::Seen, writer::Writer,
};
use crate::{
    context::current_address,
    values::{Kinds, Texts},
};

thread_local! {
    /// What the thread has, while it is not in use. Without a destructor: with
    /// one, the record path would have to ask each time whether it has run.
    static LOCAL: Cell<Option<Held>> = const { Cell::new(None) };
    /// Whether the thread has had one.
    static STARTED: Cell<bool> = const { Cell::new(false) };
    /// Has the destructor that `LOCAL` has not.
    static END: End = const { End };
}

/// What a thread has, in use.
pub(crate) type Held = ManuallyDrop<Box<Local>>;

/// Ends what the thread has when the thread does.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        LOCAL.take().into_iter().for_each(end);
    }
}

fn end(local: Held) {
    drop(ManuallyDrop::into_inner(local));
}

/// Takes what the thread has. While the thread has it in use already, and after
/// its end, something that is made for this once, because no event must be lost
/// for that.
pub(crate) fn take() -> Held {
    take_ready().unwrap_or_else(make)
}

/// The same, but none where something would have to be made.
#[inline]
pub(crate) fn take_ready() -> Option<Held> {
    LOCAL.take()
}

#[cold]
#[inline(never)]
fn make() -> Held {
    let is_first = !STARTED.replace(true) && END.try_with(|_| ()).is_ok();
    ManuallyDrop::new(Box::new(Local { for_once: !is_first, ..Local::new() }))
}

/// Gives back what the thread has, after an event that was published.
#[inline]
pub(crate) fn put(local: Held) {
    LOCAL.set(Some(local));
}

/// Gives back what the thread has, after any event, or ends what was made for
/// this one.
pub(crate) fn give_back(mut local: Held) {
    local.texts.clear();
    if local.for_once { end(local) } else { put(local) }
}

/// What a recorder knows of its journal, so that the record path need not ask.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entrance {
    /// Of the journal; 0 if nobody gets in here.
    number: u64,
    counter: Counter,
}

impl Entrance {
    pub(super) const CLOSED: Self = Self { number: 0, counter: Counter::Processor };

    pub(super) const fn to(journal: &Segments) -> Self {
        Self { number: journal.number, counter: journal.counter }
    }

    /// What the key of an event of these kinds has to be for it to go straight
    /// from registers into a segment of this journal; what it never is, if there
    /// is more to the event than its numbers.
    pub(crate) fn key(self, kinds: Kinds, is_plain: bool) -> Key {
        let fits = self.number & IN_KEYS != 0;
        let is_straight = fits && matches!(self.counter, Counter::Processor) && is_plain;
        let seen = if is_straight { Seen::ON } else { Seen::NEVER };
        Key(kinds.word() ^ seen.word() ^ self.number)
    }
}

/// All that has to be as it was for an event to go straight from registers into
/// a segment, folded into one word, because one comparison costs less than four:
/// the kinds of its numbers, what the gate said, the journal that the thread
/// writes, and the context that it wrote last against the one of now.
///
/// No two of these can make up for each other: what a gate says differs from
/// `ON` in the lowest three bits, contexts differ in those of an address above
/// these, and journals in those above an address. Kinds are a hash over all of
/// the bits, but each event that the macro wrote has those that its recorder
/// expects; they stand in the key against events that it did not write, and
/// there such a coincidence is as likely as any of 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(u64);

impl Key {
    /// Of no event: an even key is that of an event that is on, because kinds
    /// are odd, and those of others are odd but far from 1, unless one of 2^64
    /// hashes makes it so.
    pub(crate) const NEVER: Self = Self(1);
}

/// The numbers of journals that can be in a key have this bit.
const IN_KEYS: u64 = 1 << 63;

/// The number of the journal that is the so manieth of the process, from one on,
/// as a [`Key`] needs it: in the bits above those of an address, of which systems
/// use 48 unless they are asked for more. A process that opens more journals than
/// fit there gets numbers that no key is made of and that none is taken for.
pub(super) const fn journal_number(count: u64) -> u64 {
    if count < 1 << 15 { IN_KEYS | count << 48 } else { count }
}

/// See the module. What most events need is the first line of its memory.
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct Local {
    current: Place,
    pub(crate) texts: Texts,
    /// The numbers of an event that does not go straight from registers into a
    /// segment.
    aside: [f64; MAX_FIELDS],
    /// It is not kept for the next event.
    for_once: bool,
    /// For the other journals that this thread has recorded into.
    parked: Vec<Place>,
}

/// A thread's place in a journal.
#[derive(Debug)]
#[repr(C)]
struct Place {
    writer: Writer,
    /// The number of the journal; 0 for none.
    number: u64,
    journal: Weak<Segments>,
}

impl Place {
    const fn nowhere() -> Self {
        Self { number: 0, journal: Weak::new(), writer: Writer::new(0) }
    }
}

impl Drop for Place {
    /// Hands the segment over to the next thread that needs one.
    fn drop(&mut self) {
        if let Some((segment, at)) = self.writer.release()
            && let Some(journal) = self.journal.upgrade()
        {
            journal.leave(segment, at);
        }
    }
}

impl Local {
    const fn new() -> Self {
        Self {
            texts: Texts::new(),
            aside: [0.0; MAX_FIELDS],
            for_once: false,
            current: Place::nowhere(),
            parked: Vec::new(),
        }
    }

    /// The key of an event of these kinds now.
    #[inline]
    pub(crate) fn key(&self, seen: Seen, kinds: Kinds) -> Key {
        Key(kinds.word() ^ seen.word() ^ self.current.writer.key() ^ current_address() as u64)
    }

    /// Publishes an event whose key is that of its recorder, if the segment has
    /// room for it.
    #[inline]
    pub(crate) fn publish(&mut self, declaration: u64, numbers: &[f64]) -> bool {
        self.current.writer.publish(declaration, numbers, processor_counter)
    }

    /// The same with the numbers that were set aside, so many of them, if the
    /// thread is in the journal and in the context of the event before.
    pub(crate) fn publish_aside(
        &mut self,
        entrance: Entrance,
        (declaration, count): (u64, usize),
    ) -> bool {
        let Self { current, aside, .. } = self;
        let numbers = &aside[..count.min(MAX_FIELDS)];
        current.number == entrance.number
            && current.writer.key() == entrance.number ^ current_address() as u64
            && current.writer.publish(declaration, numbers, || entrance.counter.now())
    }

    /// Sets aside the first numbers of an event.
    pub(crate) fn set_aside(&mut self, few: &[f64]) {
        self.aside[..few.len()].copy_from_slice(few);
    }

    /// Sets aside one of the further numbers. False if there is no room for it;
    /// then the event is none that could be declared.
    #[inline]
    pub(crate) fn put_aside(&mut self, at: usize, number: f64) -> bool {
        if let Some(place) = self.aside.get_mut(at) {
            *place = number;
            return true;
        }
        self.texts.surplus();
        false
    }

    /// The numbers that were set aside, so many of them.
    pub(super) fn numbers(&self, count: usize) -> &[f64] {
        &self.aside[..count.min(MAX_FIELDS)]
    }

    /// The writer of this thread for the journal that it has entered, and the
    /// values that were set aside.
    pub(super) fn parts(
        &mut self,
        journal: &Segments,
        count: usize,
    ) -> (&mut Writer, &[f64], &Texts) {
        debug_assert_eq!(self.current.number, journal.number);
        (&mut self.current.writer, &self.aside[..count.min(MAX_FIELDS)], &self.texts)
    }

    /// Makes this the journal that the thread records into.
    pub(super) fn enter(&mut self, journal: &Arc<Segments>) {
        if self.current.number != journal.number {
            self.change(journal);
        }
    }

    #[cold]
    fn change(&mut self, journal: &Arc<Segments>) {
        self.parked.retain(|place| place.journal.strong_count() > 0);
        let known = self.parked.iter().position(|place| place.number == journal.number);
        let next = known.map_or_else(
            || Place {
                number: journal.number,
                journal: Arc::downgrade(journal),
                writer: Writer::new(journal.number),
            },
            |at| self.parked.swap_remove(at),
        );
        let before = std::mem::replace(&mut self.current, next);
        if before.number != 0 {
            self.parked.push(before);
        }
    }
}
