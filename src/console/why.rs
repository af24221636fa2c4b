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
            "the application has not accepted it: the event, or a text of it, is not in the lock (protocol/events) and the reviews (protocol/reviews.toml) that the application was built with"
        }
        WithheldReason::ReviewExpired => "the review of a text in it has expired",
        WithheldReason::Scope => "its feature is not among those that this instance exports",
    }
}

/// What to do about an event that has not left, for whoever wants it to; none
/// when there is nothing to do but wait. Words between backticks are code.
pub(super) const fn what_to_do(state: &EventState) -> Option<&'static str> {
    match state {
        EventState::Withheld(WithheldReason::NotAccepted) => Some(
            "To let it leave, the application's developers run `cargo telemetry accept`, have the \
             difference reviewed, and build the application anew. The event is queued when that \
             build is started.",
        ),
        EventState::Withheld(WithheldReason::ReviewExpired) => Some(
            "To let it leave, have the text reviewed again in `protocol/reviews.toml` and build the \
             application anew. The event is queued when that build is started.",
        ),
        EventState::Withheld(WithheldReason::Local) => {
            Some("It is queued when the mode allows it.")
        }
        EventState::Withheld(WithheldReason::Scope) => {
            Some("It is queued when the scope includes its feature.")
        }
        EventState::Refused(_) => Some(
            "It is not sent again. Tell the team that owns the event; if the gateway does not know \
             it, give the gateway the lock or the program of this version.",
        ),
        EventState::Queued | EventState::Leased | EventState::Exported => None,
    }
}

/// What was lost before it could be queued: a word for programs, the same for
/// people, and how many. Reasons without a loss are left out.
pub(super) fn unqueued(
    losses: &Losses,
) -> impl Iterator<Item = (&'static str, &'static str, u64)> + use<> {
    let all = [
        ("journal_full", "events that did not fit into the journal", losses.journal_full),
        ("closed", "events recorded after the end", losses.closed),
        ("forked", "events recorded in a forked process", losses.forked),
        ("damaged", "damaged places in the journal", losses.damaged),
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
