//! What the reasons mean for which something recorded was not queued, and what
//! to do about each, in sentences for an administrator. Words only: who counts,
//! and who shows it, is elsewhere.

use telemetry_core::journal::Losses;

/// Counted by the drain and not by the journal: see [`LossOnTheWay::what`].
pub(crate) const DISCARDED: &str = "discarded";

/// A reason for which something recorded did not get into the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LossOnTheWay {
    /// The word for programs: the name of a field of [`Losses`], or `discarded`.
    pub reason: &'static str,
    /// What was lost, for people: `events that …`.
    pub what: &'static str,
    /// What to do, in sentences. Words between backticks are code.
    pub advice: &'static str,
}

const ALL: [LossOnTheWay; 10] = [
    LossOnTheWay {
        reason: "journal_full",
        what: "events that did not fit into the journal",
        advice: "The queue stores more slowly than the program records, or not at all. See whether this page tells a problem; if not, give the builder a larger `journal_capacity`.",
    },
    LossOnTheWay {
        reason: "damaged",
        what: "damaged places in journals, with at least one event each",
        advice: "Something changed or cut off files below `journal` in the data directory: check the disk, and that nobody but this program writes there. What was whole is recovered.",
    },
    LossOnTheWay {
        reason: "closed",
        what: "events recorded after the end",
        advice: "The program records after `shutdown`, or after it dropped its telemetry. End telemetry last.",
    },
    LossOnTheWay {
        reason: "forked",
        what: "events recorded in a forked process",
        advice: "A fork has nothing of its parent’s journal. Start telemetry after forking, in each process.",
    },
    LossOnTheWay {
        reason: "not_declared",
        what: "events that contradict their declaration",
        advice: "No declaration by the macro does this. Look for an `Event` that is implemented by hand, and build the program anew.",
    },
    LossOnTheWay {
        reason: "expired",
        what: "events whose declaration has expired",
        advice: "Remove the event from the program, or have a later `expires` accepted.",
    },
    LossOnTheWay {
        reason: "not_finite",
        what: "numbers that were not finite",
        advice: "Their events were kept without them. Look for a division by zero where they are computed.",
    },
    LossOnTheWay {
        reason: "text_too_long",
        what: "texts that were too long to be kept",
        advice: "Their events were kept without them. Record shorter texts: 64 KiB each, 240 KiB together.",
    },
    LossOnTheWay {
        reason: "text_not_reviewed",
        what: "audited texts that their review does not allow, or no longer",
        advice: "Their events were kept without them. Have the texts reviewed again in `protocol/reviews.toml`, or see why the program records others.",
    },
    LossOnTheWay {
        reason: DISCARDED,
        what: "events that were switched off before they were queued",
        advice: "Nothing is to be done: the mode `off`, or a switched-off event, gives up what waits.",
    },
];

impl LossOnTheWay {
    /// The reason with this word; of a word that only a newer program knows, as
    /// much as can be said.
    #[must_use]
    pub fn of(reason: &str) -> Option<Self> {
        ALL.into_iter().find(|known| known.reason == reason)
    }

    /// What was lost for this reason.
    #[must_use]
    pub fn what(reason: &str) -> &'static str {
        Self::of(reason).map_or("of a reason that this program does not know", |it| it.what)
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(reason: &str) -> &'static str {
        Self::of(reason).map_or("Look at it with the release that counted it.", |it| it.advice)
    }
}

/// Each reason with how much was lost for it since `before`, if anything.
pub(crate) fn since(losses: &Losses, before: &Losses) -> Vec<(&'static str, u64)> {
    let pairs = losses.by_reason().zip(before.by_reason());
    let more = pairs.map(|((reason, now), (_, before))| (reason, now.saturating_sub(before)));
    more.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_explained_once() {
        let reasons: Vec<_> = Losses::default().by_reason().map(|(reason, _)| reason).collect();
        assert_eq!(ALL.len(), reasons.len() + 1);
        for reason in reasons.into_iter().chain([DISCARDED]) {
            let known = LossOnTheWay::of(reason).expect(reason);
            assert!(known.advice.ends_with('.') && !known.what.ends_with('.'), "{reason}");
        }
        assert_eq!(LossOnTheWay::of("other"), None);
    }

    #[test]
    fn what_came_since_is_told_by_reason() {
        let before = Losses { damaged: 2, expired: 1, ..Losses::default() };
        let now = Losses { damaged: 5, expired: 1, closed: 1, ..Losses::default() };
        let mut since = since(&now, &before);
        since.sort_unstable();
        assert_eq!(since, [("closed", 1), ("damaged", 3)]);
    }
}
