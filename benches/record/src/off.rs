//! Switched off: what an event costs that nobody wants. To be measured before
//! anything subscribes, because a subscriber is one for the whole process.

use std::sync::atomic::{AtomicBool, Ordering};

use telemetry_core::journal::Journal;

use crate::{
    ours, peers,
    subject::{Role, Subject},
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

pub(crate) fn subjects() -> Vec<Box<dyn Subject>> {
    let journal = Journal::in_memory(1);
    vec![
        Box::new(Flag(AtomicBool::new(false))),
        Box::new(ours::Off::new(&journal)),
        Box::new(peers::Unheard),
    ]
}
