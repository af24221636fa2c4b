//! Why an event has not left, or was lost, in a sentence for the administrator.
//! Knows states and reasons, and nothing of an event's content.

use telemetry_core::journal::Losses;

use crate::queue::{EventState, RefusedReason, WaitingReason, WithheldReason};

/// Why an event in this state is not exported; none when it is. `waiting` is
/// why events wait right now, if the exporter said so.
pub(super) fn not_exported(state: &EventState, waiting: Option<&WaitingReason>) -> Option<String> {
    let why = match state {
        EventState::Exported => return None,
        EventState::Queued => match waiting {
            Some(waiting) => format!("waits: {}", waiting.text),
            None => "waits for the next export".to_owned(),
        },
        EventState::Leased => "is being sent right now".to_owned(),
        EventState::Refused(reason) => refused(reason),
        EventState::Withheld(reason) => withheld(*reason).to_owned(),
    };
    Some(why)
}

fn refused(reason: &RefusedReason) -> String {
    match reason {
        RefusedReason::Gateway { code, message } => {
            format!("the gateway refused it for good (reason {code}): {message}")
        }
        RefusedReason::Oversized => "it is larger than a message may be".to_owned(),
        RefusedReason::Undecodable => "its bytes are no event; the row is damaged".to_owned(),
    }
}

const fn withheld(reason: WithheldReason) -> &'static str {
    match reason {
        WithheldReason::Local => "this instance keeps its events to itself (mode `local`)",
        WithheldReason::NotAccepted => {
            "a text of it is not among those that the application has accepted; have it reviewed in protocol/reviews.toml of the application"
        }
        WithheldReason::ReviewExpired => {
            "the review of a text in it has expired; have it reviewed again and install the application that is built with the new review"
        }
        WithheldReason::Scope => "its feature is not among those that this instance exports",
    }
}

/// What was lost before it could be queued: a word for programs, the same for
/// people, and how many. Reasons without a loss are left out.
pub(super) fn unqueued(
    losses: &Losses,
) -> impl Iterator<Item = (&'static str, &'static str, u64)> + use<> {
    let all = [
        ("journal_full", "events that did not fit into memory", losses.journal_full),
        ("closed", "events recorded after the end", losses.closed),
        ("not_declared", "events that contradict their declaration", losses.not_declared),
        ("not_finite", "numbers that were not finite", losses.not_finite),
        ("text_too_long", "texts that were too long to be kept", losses.text_too_long),
        (
            "text_not_reviewed",
            "audited texts that their review does not allow, or no longer",
            losses.text_not_reviewed,
        ),
    ];
    all.into_iter().filter(|(_, _, count)| *count > 0)
}
