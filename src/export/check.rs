//! The checks at send time: the policy may have changed since an event was
//! queued, and a row may be damaged. Knows events and what was decided about
//! them; nothing of a gateway. All of it is computing, so it is done away from
//! the thread that serves the network, for one lease while another is sent.

use prost::Message as _;

use crate::{
    policy::{AcceptedEvents, CurrentMode, Now},
    proto::telemetrygateway::v1::Event,
    queue::{Disposition, ExportableEvent, Outcome, RefusedReason, Ticket, WithheldReason},
};

/// What decided about a lease. What was checked leaves only while it holds.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    then: Now,
    accepted: AcceptedEvents,
}

impl Terms {
    pub(super) fn now(current: &CurrentMode, accepted: &AcceptedEvents) -> Self {
        Self { then: current.now(), accepted: accepted.clone() }
    }

    /// Whether the administrator has changed nothing since, also not there and
    /// back: what was purged in between must not leave.
    pub(super) fn hold(&self, current: &CurrentMode) -> bool {
        current.is_unchanged_since(&self.then)
    }
}

/// A lease after the checks.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// What may be sent while the terms hold.
    pub(super) events: Vec<ExportableEvent>,
    pub(super) settled: Vec<(Ticket, Outcome)>,
    /// The queue is not in line with the policy.
    pub(super) held_back: bool,
    /// Single events were kept back because of their texts.
    pub(super) withheld: bool,
}

/// Divides a lease into what may be sent and what may not.
pub(super) fn check(events: Vec<ExportableEvent>, terms: &Terms) -> Checked {
    let mut checked = Checked::default();
    for event in events {
        let outcome = match judge(&event, terms) {
            Verdict::Send => {
                checked.events.push(event);
                continue;
            }
            // Whoever switched it off deletes it; until then it stays.
            Verdict::SwitchedOff => Outcome::Withheld(WithheldReason::Local),
            Verdict::Withhold(reason) => Outcome::Withheld(reason),
            Verdict::HoldBack => Outcome::Released,
            Verdict::Damaged => Outcome::Refused(RefusedReason::Undecodable),
        };
        checked.withheld |= matches!(outcome, Outcome::Withheld(_));
        checked.held_back |= outcome == Outcome::Released;
        checked.settled.push((event.ticket(), outcome));
    }
    checked
}

enum Verdict {
    SwitchedOff,
    Send,
    /// The policy keeps all events of these names back.
    HoldBack,
    /// Something in this event keeps it back.
    Withhold(WithheldReason),
    Damaged,
}

fn judge(event: &ExportableEvent, terms: &Terms) -> Verdict {
    let (feature, action) = (event.feature(), event.action());
    if terms.then.off.contains(feature, action) {
        return Verdict::SwitchedOff;
    }
    if terms.accepted.disposition(&terms.then.mode, feature, action) != Disposition::Queue {
        return Verdict::HoldBack;
    }
    let Some(decoded) = intact(event) else { return Verdict::Damaged };
    match terms.accepted.disposition_of(&decoded) {
        Disposition::Queue => Verdict::Send,
        Disposition::Withhold(reason) => Verdict::Withhold(reason),
    }
}

/// The event, if the bytes are the one that the row says: a damaged row must
/// not leave, because nobody could say what it discloses, and the policy was
/// asked about the names in the row.
fn intact(event: &ExportableEvent) -> Option<Event> {
    let decoded = Event::decode(&event.bytes()[..]).ok()?;
    let is_the_row = decoded.id == event.id()
        && decoded.feature == event.feature()
        && decoded.action == event.action();
    is_the_row.then_some(decoded)
}
