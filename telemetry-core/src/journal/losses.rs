//! What was not kept, counted by reason.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! losses {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What was not kept, by reason. Counts since the journal was made.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Losses {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl Losses {
            /// All of them together, events and values.
            #[must_use]
            pub const fn total(&self) -> u64 {
                0 $(+ self.$name)*
            }
        }

        #[derive(Debug, Default)]
        pub(super) struct Counters {
            $(pub(super) $name: AtomicU64,)*
        }

        impl Counters {
            pub(super) fn read(&self) -> Losses {
                Losses { $($name: self.$name.load(Ordering::Relaxed),)* }
            }
        }
    };
}

losses! {
    /// Events dropped because the journal was full.
    journal_full,
    /// Events recorded after the journal was closed.
    closed,
    /// Events recorded in a process that was forked from the one that opened
    /// the journal: it opens one of its own first.
    forked,
    /// Events whose declaration contradicts itself; written by hand.
    not_declared,
    /// Events whose declaration has expired.
    expired,
    /// Values left out because they were not finite.
    not_finite,
    /// Texts left out because they were too long, alone or together.
    text_too_long,
    /// Audited texts left out because their review does not allow them, or no
    /// longer holds.
    text_not_reviewed,
    /// Places in journals that were damaged and passed over. At least so many
    /// events are lost.
    damaged,
}
