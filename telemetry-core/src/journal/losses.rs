//! What was not kept, counted by reason.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::values::Texts;

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

            /// Each reason by its name, with how much was lost for it.
            pub fn by_reason(&self) -> impl Iterator<Item = (&'static str, u64)> + use<> {
                [$((stringify!($name), self.$name)),*].into_iter()
            }
        }

        #[derive(Debug, Default)]
        pub(super) struct Counters {
            $(pub(super) $name: AtomicU64,)*
        }

        impl Counters {
            /// Counts the texts that were left out of an event.
            pub(super) fn add_left_out(&self, texts: &Texts) {
                if !texts.are_none() {
                    self.text_too_long.fetch_add(texts.too_long, Ordering::Relaxed);
                    self.text_not_reviewed.fetch_add(texts.not_reviewed, Ordering::Relaxed);
                }
            }

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
    /// Values left out because they were not finite. In a directory they are
    /// counted when the journal is read.
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
