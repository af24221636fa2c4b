//! What the gateway said about the events of one lease: ids on the one side,
//! outcomes on the other. No network here.

use std::collections::{HashMap, HashSet};

use crate::{
    export::failure::words,
    proto::telemetrygateway::v1::RecordEventsResponse,
    queue::{ExportableEvent, Outcome, RefusedReason},
};

/// Collects the answers to the messages of one lease.
#[derive(Debug, Default)]
pub(super) struct Answered {
    /// Sent and without an outcome.
    open: HashSet<String>,
    outcomes: HashMap<String, Outcome>,
    /// Not in the answer to their message; a later answer may still name them.
    passed_over: Vec<String>,
}

impl Answered {
    /// These events are on their way. Only from now on does an answer count
    /// for them.
    pub(super) fn sent(&mut self, events: &[ExportableEvent]) {
        self.open.extend(events.iter().map(|event| event.id().to_owned()));
    }

    /// Sorts the answer to the message with these events. An id that was never
    /// sent, or has its outcome already, is made up and changes nothing; one
    /// that travelled in another message came back all the same.
    pub(super) fn take(&mut self, message: &[ExportableEvent], answer: RecordEventsResponse) {
        for refused in answer.refused_events {
            let message = words(&refused.message);
            let reason = RefusedReason::Gateway { code: refused.code, message };
            self.settle(refused.id, Outcome::Refused(reason));
        }
        for id in answer.succeeded_events {
            self.settle(id, Outcome::Exported);
        }
        let open = message.iter().map(ExportableEvent::id).filter(|id| self.open.contains(*id));
        self.passed_over.extend(open.map(str::to_owned));
    }

    /// Gives an outcome to an event that was sent and has none.
    pub(super) fn settle(&mut self, id: String, outcome: Outcome) {
        if self.open.remove(&id) {
            self.outcomes.insert(id, outcome);
        }
    }

    /// How many events were acknowledged.
    pub(super) fn exported(&self) -> u64 {
        self.outcomes.values().filter(|outcome| **outcome == Outcome::Exported).count() as u64
    }

    /// The events whose messages were answered, but not for them.
    pub(super) fn unmentioned(&self) -> Vec<String> {
        self.passed_over.iter().filter(|id| self.open.contains(*id)).cloned().collect()
    }

    /// What became of an event, if the gateway said so.
    pub(super) fn remove(&mut self, id: &str) -> Option<Outcome> {
        self.outcomes.remove(id)
    }
}
