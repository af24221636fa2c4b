//! What each thread has for itself: values ready to be filled, and a writer for
//! the journal that it records into.

use std::{
    cell::Cell,
    mem::ManuallyDrop,
    sync::{Arc, Weak},
};

use telemetry_schema::MAX_FIELDS;

use super::{clock::Counter, segments::Segments, writer::Writer};
use crate::values::Texts;

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
    number: u64,
    /// The same if the counter is the processor's.
    by_processor: u64,
    counter: Counter,
}

impl Entrance {
    /// Nobody gets in here: a thread that is nowhere has no segment.
    pub(super) const CLOSED: Self =
        Self { number: 0, by_processor: 0, counter: Counter::Processor };

    pub(super) const fn to(journal: &Segments) -> Self {
        let (number, counter) = (journal.number, journal.counter);
        let by_processor = if matches!(counter, Counter::Processor) { number } else { 0 };
        Self { number, by_processor, counter }
    }
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Local {
    pub(crate) texts: Texts,
    /// The numbers of an event that does not go straight from registers into a
    /// segment.
    aside: [f64; MAX_FIELDS],
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
            aside: [0.0; MAX_FIELDS],
            for_once: false,
            current: Place::nowhere(),
            parked: Vec::new(),
        }
    }

    /// Publishes an event of these numbers, if the thread has entered the journal,
    /// that needs nothing new, and the counter is the processor's.
    #[inline]
    pub(crate) fn publish<const N: usize>(
        &mut self,
        entrance: Entrance,
        (declaration, numbers): (u32, [f64; N]),
        raw: impl FnOnce() -> u64,
    ) -> bool {
        let numbers = numbers.into_iter().map(f64::to_bits);
        self.current.number == entrance.by_processor
            && self.current.writer.publish(declaration, numbers, raw)
    }

    /// The same with the numbers that were set aside, so many of them, and with
    /// any counter.
    pub(crate) fn publish_aside(
        &mut self,
        entrance: Entrance,
        (declaration, count): (u32, usize),
    ) -> bool {
        let Self { current, aside, .. } = self;
        let numbers = aside[..count.min(MAX_FIELDS)].iter().map(|number| number.to_bits());
        current.number == entrance.number
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
