//! What each thread has for itself: values ready to be filled, and a writer for
//! the journal that it records into.

use std::{
    cell::RefCell,
    sync::{Arc, Weak},
};

use super::{clock::Counter, segments::Segments, writer::Writer};
use crate::values::Values;

thread_local! {
    static LOCAL: RefCell<Local> = const { RefCell::new(Local::new()) };
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

    pub(super) const fn to(journal: &Segments) -> Self {
        Self { number: journal.number, counter: journal.counter }
    }
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Local {
    pub(crate) values: Values,
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
        Self { values: Values::new(), current: Place::nowhere(), parked: Vec::new() }
    }

    /// The writer of this thread for the journal that it has entered, and the
    /// values.
    pub(super) fn parts(&mut self, journal: &Segments) -> (&mut Writer, &Values) {
        debug_assert_eq!(self.current.number, journal.number);
        (&mut self.current.writer, &self.values)
    }

    /// Writes the numbers that the thread has into the journal that it has
    /// entered, if it is this one and that needs nothing new.
    #[inline]
    pub(crate) fn record_numbers(&mut self, entrance: Entrance, declaration: u32) -> bool {
        let place = &mut self.current;
        place.number == entrance.number
            && place.writer.numbers(entrance.counter, declaration, self.values.numbers())
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

/// Does this with what the thread has. While a thread ends, and while it is at
/// it already, with something for this once, because no event must be lost for
/// that.
#[inline]
pub(crate) fn with(mut work: impl FnMut(&mut Local)) {
    let done = LOCAL.try_with(|local| match local.try_borrow_mut() {
        Ok(mut local) => {
            work(&mut local);
            true
        }
        Err(_) => false,
    });
    if done != Ok(true) {
        for_once(&mut work);
    }
}

#[cold]
fn for_once(work: &mut dyn FnMut(&mut Local)) {
    work(&mut Box::new(Local::new()));
}
