//! What the gateway said about the events of one lease: ids on the one side,
//! outcomes on the other. No network here.

use std::collections::HashMap;

use crate::{
    export::failure::words,
    proto::telemetrygateway::v1::RecordEventsResponse,
    queue::{ExportableEvent, Outcome, RefusedReason},
};

/// Collects the answers to the messages of one lease.
#[derive(Debug, Default)]
pub(super) struct Answered<'e> {
    /// What was sent; without an outcome until it has one.
    sent: HashMap<&'e str, Option<Outcome>>,
    /// Not in the answer to their message; a later answer may still name them.
    passed_over: Vec<&'e str>,
    exported: u64,
}

impl<'e> Answered<'e> {
    /// These events are on their way. Only from now on does an answer count
    /// for them.
    pub(super) fn sent(&mut self, events: &'e [ExportableEvent]) {
        self.sent.reserve(events.len());
        for event in events {
            // One that is sent again keeps what was said before.
            self.sent.entry(event.id()).or_default();
        }
    }

    /// Sorts the answer to the message with these events. An id that was never
    /// sent, or has its outcome already, is made up and changes nothing; one
    /// that travelled in another message came back all the same.
    pub(super) fn take(&mut self, message: &'e [ExportableEvent], answer: RecordEventsResponse) {
        for refused in answer.refused_events {
            let message = words(&refused.message);
            let reason = RefusedReason::Gateway { code: refused.code, message };
            self.settle(&refused.id, Outcome::Refused(reason));
        }
        for id in &answer.succeeded_events {
            self.settle(id, Outcome::Exported);
        }
        let ids = message.iter().map(ExportableEvent::id);
        let open = ids.filter(|id| matches!(self.sent.get(id), Some(None)));
        self.passed_over.extend(open);
    }

    /// Gives an outcome to an event that was sent and has none.
    pub(super) fn settle(&mut self, id: &str, outcome: Outcome) {
        if let Some(open @ None) = self.sent.get_mut(id) {
            self.exported += u64::from(outcome == Outcome::Exported);
            *open = Some(outcome);
        }
    }

    /// How many events were acknowledged.
    pub(super) const fn exported(&self) -> u64 {
        self.exported
    }

    /// The events whose messages were answered, but not for them.
    pub(super) fn unmentioned(&self) -> Vec<&'e str> {
        let open = |id: &&&str| matches!(self.sent.get(**id), Some(None));
        self.passed_over.iter().filter(open).copied().collect()
    }

    /// What became of an event, if the gateway said so.
    pub(super) fn outcome(&mut self, id: &str) -> Option<Outcome> {
        self.sent.get_mut(id)?.take()
    }
}
