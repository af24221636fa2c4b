//! Switched off: what an event costs that nobody wants. To be measured before
//! anything subscribes, because a subscriber is one for the whole process.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use telemetry_core::journal::Journal;

use crate::{
    ours, peers,
    subject::{Role, Subject, numbers},
};

/// A look at a flag. Not a static one, of which the compiler would know that
/// nobody sets it.
struct Flag(AtomicBool);

impl Subject for Flag {
    fn name(&self) -> String {
        "floor: a look at a flag".to_owned()
    }

    fn role(&self) -> Role {
        Role::Floor
    }

    #[inline(never)]
    fn record(&self, count: usize) {
        for index in 0..count {
            if self.0.load(Ordering::Relaxed) {
                std::hint::black_box(index);
            }
        }
    }
}

/// What ours is called with, and how: an event made from its numbers, passed by
/// a call that is not inlined, which finds the flag behind a pointer. What is
/// beyond this is ours.
struct Passed(Arc<AtomicBool>);

impl Passed {
    #[inline(never)]
    fn take(&self, event: [f64; 5]) {
        if self.0.load(Ordering::Relaxed) {
            std::hint::black_box(event);
        }
    }
}

impl Subject for Passed {
    fn name(&self) -> String {
        "floor: the same event passed by a call".to_owned()
    }

    fn role(&self) -> Role {
        Role::Floor
    }

    #[inline(never)]
    fn record(&self, count: usize) {
        (0..count).for_each(|index| self.take(numbers(index)));
    }
}

pub(crate) fn subjects() -> Vec<Box<dyn Subject>> {
    let journal = Journal::in_memory(1);
    vec![
        Box::new(Flag(AtomicBool::new(false))),
        Box::new(Passed(Arc::default())),
        Box::new(ours::Off::new(&journal)),
        Box::new(peers::Unheard),
    ]
}
