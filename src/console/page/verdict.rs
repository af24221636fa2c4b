//! What happened to an event, in sentences: whether it left, and if not, why.
//! Pure functions from states and reasons to words; how they are shown is the
//! business of the pages.

use super::contract;
use crate::queue::{
    EventState, LossReason, RefusedReason, StateName, WaitingReason, WithheldReason,
};

/// What a page says about an event's way.
pub(super) struct Verdict {
    /// In a few words, such as `Has not left`.
    pub(super) headline: &'static str,
    /// Why, in a sentence or two.
    pub(super) reason: String,
}

/// The state without its reason.
pub(super) const fn name_of(state: &EventState) -> StateName {
    match state {
        EventState::Queued => StateName::Queued,
        EventState::Leased => StateName::Leased,
        EventState::Exported => StateName::Exported,
        EventState::Refused(_) => StateName::Refused,
        EventState::Withheld(_) => StateName::Withheld,
    }
}

/// The state as it stands in an address.
pub(super) const fn word(state: StateName) -> &'static str {
    match state {
        StateName::Queued => "queued",
        StateName::Leased => "leased",
        StateName::Exported => "exported",
        StateName::Refused => "refused",
        StateName::Withheld => "withheld",
    }
}

/// What all events of a state have in common.
pub(super) const fn meaning(state: StateName) -> &'static str {
    match state {
        StateName::Queued => "Waiting to be sent",
        StateName::Leased => "Being sent right now",
        StateName::Exported => "Left; the gateway has it",
        StateName::Refused => "Will not be sent",
        StateName::Withheld => "Kept here by policy",
    }
}

/// Whether an event left and why not; `waiting` is why events wait right now.
pub(super) fn verdict(state: &EventState, waiting: Option<&WaitingReason>) -> Verdict {
    let (headline, reason) = match state {
        EventState::Queued => ("Has not left yet", why_waiting(waiting)),
        EventState::Leased => (
            "Is being sent",
            "The exporter holds it. It counts as exported once the gateway has acknowledged it; \
             without an answer it is sent again."
                .to_owned(),
        ),
        EventState::Exported => {
            ("Left this instance", "The gateway has acknowledged that it stored it.".to_owned())
        }
        EventState::Refused(reason) => (refused_headline(reason), why_refused(reason)),
        EventState::Withheld(reason) => ("Has not left", why_withheld(*reason).to_owned()),
    };
    Verdict { headline, reason }
}

fn why_waiting(waiting: Option<&WaitingReason>) -> String {
    match waiting {
        Some(waiting) => format!("Events wait: {}.", waiting.text.trim_end_matches('.')),
        None => "It waits for the exporter's next round.".to_owned(),
    }
}

const fn refused_headline(reason: &RefusedReason) -> &'static str {
    match reason {
        RefusedReason::Gateway { .. } => "Will not be sent again",
        RefusedReason::Oversized | RefusedReason::Undecodable => "Has not left, and never will",
    }
}

fn why_refused(reason: &RefusedReason) -> String {
    match reason {
        RefusedReason::Gateway { code, message } => {
            let rule = contract::explain_refusal(*code).unwrap_or("The code is not a known one.");
            format!(
                "It reached the gateway, which refuses to store it: code {code}. {rule} It said: {message}"
            )
        }
        RefusedReason::Oversized => {
            "It is larger than a message may be, so it was never sent.".to_owned()
        }
        RefusedReason::Undecodable => {
            "Its bytes are not an event, so it was never sent.".to_owned()
        }
    }
}

const fn why_withheld(reason: WithheldReason) -> &'static str {
    match reason {
        WithheldReason::Local => "This instance exports nothing: its mode is `local` or `off`.",
        WithheldReason::NotAccepted => {
            "The application has not accepted it: the event, or a text of it, is not in the lock \
             (`protocol/events`) and the reviews (`protocol/reviews.toml`) that the application \
             was built with. Only what its own reviewers saw leaves it, also when a library \
             declares the event."
        }
        WithheldReason::ReviewExpired => {
            "The review of a text in it has expired, and nobody has said since that such texts \
             may leave."
        }
        WithheldReason::Scope => {
            "This instance exports only some features, and this is none of them."
        }
    }
}

/// The reason of a state in a word or two, for a table.
pub(super) fn short_reason(state: &EventState) -> Option<String> {
    match state {
        EventState::Refused(RefusedReason::Gateway { code, .. }) => {
            Some(format!("gateway, code {code}"))
        }
        EventState::Refused(reason) => Some(reason.as_str().to_owned()),
        EventState::Withheld(reason) => Some(reason.as_str().to_owned()),
        _ => None,
    }
}

/// Why events were given up.
pub(super) const fn why_lost(reason: LossReason) -> &'static str {
    match reason {
        LossReason::MaxRows => "New events, because as many events as allowed were waiting",
        LossReason::MaxBytes => "New events, because as many bytes as allowed were waiting",
        LossReason::Purged => "Waiting events, because they, or telemetry, were switched off",
        LossReason::ExportedEvicted => "Exported events, deleted early to make room",
        LossReason::RefusedEvicted => "Refused events, deleted to make room",
    }
}

/// Whether the loss is one of events that had not left.
pub(super) const fn is_loss_of_unsent(reason: LossReason) -> bool {
    !matches!(reason, LossReason::ExportedEvicted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_rule_and_what_the_gateway_said() {
        let state = EventState::Refused(RefusedReason::Gateway {
            code: 4,
            message: "`shoeSize` is not declared".to_owned(),
        });
        let verdict = verdict(&state, None);
        assert!(verdict.reason.contains("no key of this name"), "{}", verdict.reason);
        assert!(verdict.reason.contains("`shoeSize` is not declared"));
    }

    #[test]
    fn a_waiting_event_says_what_all_events_wait_for() {
        let waiting = WaitingReason { text: "the gateway cannot be reached".to_owned(), since: 0 };
        let verdict = verdict(&EventState::Queued, Some(&waiting));
        assert_eq!(verdict.reason, "Events wait: the gateway cannot be reached.");
    }

    #[test]
    fn the_words_of_states_differ() {
        let words = StateName::ALL.map(word);
        for (position, word) in words.iter().enumerate() {
            assert!(!words[..position].contains(word));
        }
    }
}
