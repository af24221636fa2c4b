//! Events that a gateway does not take: each is tried alone and last, and
//! quarantined only on evidence that the gateway takes others.
//!
//! Without that evidence a gateway that rejects everything, say for a wrong
//! license, would turn a whole queue into refused events.

use std::collections::HashMap;

use crate::queue::{ExportableEvent, Outcome, RefusedReason};

/// How often an event may stay without an answer, while others in the same
/// drain get theirs, before it is set aside.
const MAX_ATTEMPTS: u32 = 10;

/// The most suspects that are remembered; a gateway that fails for more events
/// than these fails for all.
const MAX_SUSPECTS: usize = 10_000;

/// The events under suspicion, with what happened to them.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    by_id: HashMap<String, Suspect>,
}

#[derive(Debug, Default)]
struct Suspect {
    unmentioned: u32,
    rejected: Option<String>,
}

impl Suspects {
    /// The gateway failed at a message that held this event alone.
    pub(super) fn rejected(&mut self, id: &str, words: String) {
        if let Some(suspect) = self.entry(id) {
            suspect.rejected = Some(words);
        }
    }

    /// The gateway answered but did not mention this event.
    pub(super) fn unmentioned(&mut self, id: &str) {
        if let Some(suspect) = self.entry(id) {
            suspect.unmentioned += 1;
        }
    }

    pub(super) fn settled(&mut self, id: &str) {
        self.by_id.remove(id);
    }

    /// Whether this event goes alone and last.
    pub(super) fn contains(&self, event: &ExportableEvent) -> bool {
        self.by_id.get(event.id()).is_some_and(|suspect| suspect.rejected.is_some())
    }

    /// The verdict on an event, given that the gateway took others in this
    /// drain: refused, or none yet.
    pub(super) fn verdict(&self, id: &str) -> Option<Outcome> {
        let suspect = self.by_id.get(id)?;
        let message = match &suspect.rejected {
            Some(words) => {
                format!("the gateway fails at this event alone while it takes others: {words}")
            }
            None if suspect.unmentioned >= MAX_ATTEMPTS => format!(
                "the gateway neither stored nor refused this event in {MAX_ATTEMPTS} attempts while it stored others"
            ),
            None => return None,
        };
        Some(Outcome::Refused(RefusedReason::Gateway { code: 0, message }))
    }

    fn entry(&mut self, id: &str) -> Option<&mut Suspect> {
        if self.by_id.len() >= MAX_SUSPECTS && !self.by_id.contains_key(id) {
            return None;
        }
        Some(self.by_id.entry(id.to_owned()).or_default())
    }
}
