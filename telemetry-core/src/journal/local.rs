//! What each thread has for itself: values ready to be filled, and a writer for
//! the journal that it records into.

use std::{
    cell::Cell,
    mem::ManuallyDrop,
    sync::{Arc, Weak, atomic::AtomicU64},
};

use telemetry_schema::MAX_FIELDS;

use super::{clock::Counter, segments::Segments, writer::Writer};
use crate::{
    values::{Room, Texts, Values},
    words::{Checksum, Word as _},
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
#[inline]
pub(crate) fn take() -> Held {
    LOCAL.take().unwrap_or_else(make)
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
    number: u64,
    counter: Counter,
}

impl Entrance {
    /// Nobody gets in here: a thread that is nowhere has no segment.
    pub(super) const CLOSED: Self = Self { number: 0, counter: Counter::Processor };

    /// For events that cannot go straight into a segment.
    pub(crate) const fn closed(self) -> Self {
        Self { number: Self::CLOSED.number, ..self }
    }

    /// Where the journal's raw numbers come from.
    #[inline]
    pub(crate) const fn counter(self) -> Counter {
        self.counter
    }

    pub(super) const fn to(journal: &Segments) -> Self {
        Self { number: journal.number, counter: journal.counter }
    }
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Local {
    pub(crate) texts: Texts,
    /// For the numbers of an event that cannot be put into a segment at once.
    aside: Room,
    /// The numbers of the event were put into a segment.
    direct: bool,
    /// It is not kept for the next event.
    for_once: bool,
    current: Place,
    /// For the other journals that this thread has recorded into.
    parked: Vec<Place>,
}

/// A thread's place in a journal.
#[derive(Debug)]
struct Place {
    /// The number of the journal; 0 for none.
    number: u64,
    journal: Weak<Segments>,
    writer: Writer,
}

impl Place {
    const fn nowhere() -> Self {
        Self { number: 0, journal: Weak::new(), writer: Writer::new() }
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
            aside: [const { AtomicU64::new(0) }; MAX_FIELDS],
            direct: false,
            for_once: false,
            current: Place::nowhere(),
            parked: Vec::new(),
        }
    }

    /// Takes the values of an event: straight into the journal, if the thread
    /// has entered it and that needs nothing new.
    #[inline]
    pub(crate) fn values(&mut self, entrance: Entrance) -> Values<'_> {
        let place = Some(&self.current).filter(|place| place.number == entrance.number);
        let room = place.and_then(|place| place.writer.room());
        self.direct = room.is_some();
        let (room, sum) = room.unwrap_or((&self.aside, Checksum::new(0, 0)));
        Values::of(room, sum, &mut self.texts)
    }

    /// Publishes an event of numbers, if these were put into the journal.
    #[inline]
    pub(crate) fn publish(
        &mut self,
        declaration: u32,
        numbers: (u32, Checksum),
        raw: impl FnOnce() -> u64,
    ) -> bool {
        self.direct
            && self.texts.are_none()
            && self.current.writer.publish(declaration, numbers, raw)
    }

    /// Takes the numbers back from the journal, if they were put there.
    pub(crate) fn set_aside(&mut self) {
        if std::mem::take(&mut self.direct) {
            self.current.writer.take_back(&self.aside);
        }
    }

    /// Takes so many numbers out of the journal again, if they were put there.
    pub(crate) fn forget(&mut self, count: u32) {
        if std::mem::take(&mut self.direct) {
            self.current.writer.forget(count as usize);
        }
    }

    /// The numbers that were set aside, as many as there are.
    pub(super) fn copy_numbers<'a>(
        &self,
        room: &'a mut [f64; MAX_FIELDS],
        count: usize,
    ) -> &'a mut [f64] {
        let numbers = &mut room[..count.min(MAX_FIELDS)];
        numbers.iter_mut().zip(&self.aside).for_each(|(to, from)| *to = f64::from_bits(from.get()));
        numbers
    }

    /// The writer of this thread for the journal that it has entered, and the
    /// values that were set aside.
    pub(super) fn parts(
        &mut self,
        journal: &Segments,
        count: usize,
    ) -> (&mut Writer, &[AtomicU64], &Texts) {
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
                writer: Writer::new(),
            },
            |at| self.parked.swap_remove(at),
        );
        let before = std::mem::replace(&mut self.current, next);
        if before.number != 0 {
            self.parked.push(before);
        }
    }
}
