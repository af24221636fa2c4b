//! Events that a gateway does not take: each travels alone, behind the others,
//! and is refused here only on evidence that the gateway takes others.
//!
//! Without that evidence a gateway that rejects everything, say for a wrong
//! license or a full disk, would turn a whole queue into refused events. So an
//! attempt counts only if other events were acknowledged since the one before.

use std::collections::HashMap;

use crate::queue::{Outcome, RefusedReason};

/// How often the gateway must fail at an event alone. More than twice: it may
/// have been ill both times, and well in between.
const MAX_REJECTIONS: u32 = 3;

/// How often it may answer without a word about an event.
const MAX_UNMENTIONED: u32 = 10;

/// The most suspects that are remembered. With more than these, it is the
/// gateway that is at fault; the count begins again.
const MAX_SUSPECTS: usize = 10_000;

/// The events under suspicion, and what happened to them.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    by_id: HashMap<String, Suspect>,
    /// How many events the gateway has acknowledged so far.
    acknowledged: u64,
    /// The same at the last rejection.
    rejected_at: Option<u64>,
}

#[derive(Debug, Default)]
struct Suspect {
    alone: bool,
    rejected: Attempts,
    unmentioned: Attempts,
}

/// Attempts with evidence between them.
#[derive(Debug, Default)]
struct Attempts {
    counted: u32,
    /// What was acknowledged at the last one that counted.
    at: u64,
}

impl Attempts {
    fn count(&mut self, acknowledged: u64) -> u32 {
        if self.counted == 0 || acknowledged > self.at {
            self.counted += 1;
            self.at = acknowledged;
        }
        self.counted
    }
}

impl Suspects {
    /// The gateway acknowledged so many more events.
    pub(super) const fn acknowledge(&mut self, events: u64) {
        self.acknowledged += events;
    }

    pub(super) const fn acknowledged(&self) -> u64 {
        self.acknowledged
    }

    /// Whether the gateway has taken nothing since it failed at an event: then
    /// it may well be the gateway.
    pub(super) fn is_gateway_in_doubt(&self) -> bool {
        self.rejected_at == Some(self.acknowledged)
    }

    /// The stream broke at this event alone: nobody is to blame, but others
    /// need not wait behind it.
    pub(super) fn set_aside(&mut self, id: &str) {
        self.entry(id).alone = true;
    }

    /// The gateway failed at a message that held this event alone. Gives the
    /// verdict, if there is enough evidence.
    pub(super) fn rejected(&mut self, id: &str, words: &str) -> Option<Outcome> {
        let acknowledged = self.acknowledged;
        self.rejected_at = Some(acknowledged);
        let suspect = self.entry(id);
        suspect.alone = true;
        (suspect.rejected.count(acknowledged) >= MAX_REJECTIONS).then(|| {
            refused(format!("the gateway fails at this event alone while it takes others: {words}"))
        })
    }

    /// The gateway answered but did not mention this event. Gives the verdict,
    /// if there is enough evidence.
    pub(super) fn unmentioned(&mut self, id: &str) -> Option<Outcome> {
        let acknowledged = self.acknowledged;
        let attempts = self.entry(id).unmentioned.count(acknowledged);
        (attempts >= MAX_UNMENTIONED).then(|| {
            refused(format!(
                "the gateway neither stored nor refused this event in {attempts} attempts while it stored others"
            ))
        })
    }

    /// The event has its outcome.
    pub(super) fn settled(&mut self, id: &str) {
        self.by_id.remove(id);
    }

    /// Whether this event travels alone.
    pub(super) fn travels_alone(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|suspect| suspect.alone)
    }

    fn entry(&mut self, id: &str) -> &mut Suspect {
        if self.by_id.len() >= MAX_SUSPECTS && !self.by_id.contains_key(id) {
            self.by_id.clear();
        }
        self.by_id.entry(id.to_owned()).or_default()
    }
}

fn refused(message: String) -> Outcome {
    // The gateway gave no code of its own.
    Outcome::Refused(RefusedReason::Gateway { code: 0, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_evidence_nothing_is_refused() {
        let mut suspects = Suspects::default();
        for _ in 0..1_000 {
            assert_eq!(suspects.rejected("a", "no"), None);
            assert_eq!(suspects.unmentioned("b"), None);
        }
        // One acknowledgement is evidence for one attempt more, not for all.
        suspects.acknowledge(1);
        for _ in 0..1_000 {
            assert_eq!(suspects.rejected("a", "no"), None);
            assert_eq!(suspects.unmentioned("b"), None);
        }
    }

    #[test]
    fn each_attempt_needs_evidence_of_its_own() {
        let mut suspects = Suspects::default();
        for attempt in 1..=MAX_UNMENTIONED {
            suspects.acknowledge(1);
            assert_eq!(suspects.rejected("a", "no").is_some(), attempt >= MAX_REJECTIONS);
            assert_eq!(suspects.unmentioned("b").is_some(), attempt >= MAX_UNMENTIONED);
        }
        suspects.settled("a");
        assert!(!suspects.travels_alone("a"));
        assert_eq!(suspects.rejected("a", "no"), None);
    }

    #[test]
    fn too_many_suspects_are_forgotten() {
        let mut suspects = Suspects::default();
        for n in 0..=MAX_SUSPECTS {
            suspects.set_aside(&n.to_string());
        }
        assert!(!suspects.travels_alone("0"));
        assert!(suspects.travels_alone(&MAX_SUSPECTS.to_string()));
    }
}
