//! What is said of an event beside its values: owner, purpose, description,
//! stability, the name it had before.

use quote::ToTokens;
use telemetry_schema::{
    Purpose, Stability,
    names::{self, NamePart},
    nearest, rules,
};

use crate::{
    ast::{Container, Event},
    attr::{backticked, did_you_mean},
    report::Report,
};

/// Owner and purpose on an enum serve all its actions. If nobody gives one,
/// that is one mistake; if some actions do, the others have to as well.
fn check_given(container: &Container<'_>, key: &str, message: &str, report: &Report) {
    if container.attrs.has(key) {
        return;
    }
    let silent: Vec<_> = container.events.iter().filter(|event| !event.attrs.has(key)).collect();
    if silent.len() == container.events.len() {
        report.error(rules::OWNER_AND_PURPOSE, &container.input.ident, message);
    } else {
        silent
            .iter()
            .for_each(|event| report.error(rules::OWNER_AND_PURPOSE, event.ident, message));
    }
}

/// Who writes nothing but the attribute is shown the whole of what to write,
/// once. Whether that was so; then nothing else is missing.
pub(super) fn check_bare(container: &Container<'_>, report: &Report) -> bool {
    let keys = ["feature", "action", "owner", "purpose"];
    if container.all_attrs().any(|attrs| keys.iter().any(|key| attrs.has(key))) {
        return false;
    }
    let standing = "owner = \"search-team\", purpose = \"product-improvement\"";
    let lines = match container.is_enum() {
        true => format!(
            "`#[telemetry_event(feature = \"search\", {standing})]` here \
             and `#[telemetry(action = \"resultsShown\")]` on each variant"
        ),
        false => format!(
            "`#[telemetry_event(feature = \"search\", action = \"resultsShown\", {standing})]`"
        ),
    };
    report.error(
        rules::NAME,
        &container.input.ident,
        format!("the attribute says nothing yet; write {lines}, with your own values"),
    );
    true
}

pub(super) fn check_owner(container: &Container<'_>, report: &Report) {
    let missing =
        "the owner is missing: who answers for this event; write `owner = \"search-team\"`";
    check_given(container, "owner", missing, report);
    for slot in container.all_attrs().filter_map(|attrs| attrs.owner.as_ref()) {
        if names::is_blank_description(&slot.value) || slot.value.chars().any(names::is_unseen) {
            let message =
                "the owner names a team that can be asked; write `owner = \"search-team\"`";
            report.error(rules::OWNER_AND_PURPOSE, &slot.tokens, message);
        }
    }
}

pub(super) fn check_purpose(container: &Container<'_>, report: &Report) {
    let words = backticked(Purpose::ALL.map(Purpose::as_str));
    let missing = format!(
        "the purpose is missing: why this event is collected; write `purpose = \"…\"` with one of {words}"
    );
    check_given(container, "purpose", &missing, report);
    for slot in container.all_attrs().filter_map(|attrs| attrs.purpose.as_ref()) {
        if Purpose::from_word(&slot.value).is_none() {
            let hint = did_you_mean(nearest(&slot.value, Purpose::ALL.map(Purpose::as_str)));
            report.error(
                rules::OWNER_AND_PURPOSE,
                &slot.tokens,
                format!("unknown purpose `{}`; {hint}the purposes are {words}", slot.value),
            );
        }
    }
}

pub(super) fn check_description(text: &str, at: &impl ToTokens, what: &str, report: &Report) {
    if names::is_blank_description(text) {
        report.error(
            rules::DESCRIPTION,
            at,
            format!("{what} needs a description for those who review it; write a doc comment, `/// …`, that says what it means"),
        );
    } else if text.chars().any(is_hidden) {
        report.error(
            rules::DESCRIPTION,
            at,
            format!("the description of {what} holds characters that cannot be seen, so that nobody can review it; write it without them"),
        );
    }
}

/// Characters that a reviewer would not see, or would see elsewhere.
fn is_hidden(c: char) -> bool {
    names::is_unseen(c) && !matches!(c, '\n' | '\t' | '\r')
}

pub(super) fn check_stability(container: &Container<'_>, report: &Report) {
    for slot in container.all_attrs().filter_map(|attrs| attrs.stability.as_ref()) {
        if Stability::from_word(&slot.value).is_none() {
            let words = Stability::ALL.map(Stability::as_str);
            let hint = did_you_mean(nearest(&slot.value, words));
            report.error(
                rules::ATTRIBUTE,
                &slot.tokens,
                format!(
                    "unknown stability `{}`; {hint}write one of {}",
                    slot.value,
                    backticked(words)
                ),
            );
        }
    }
}

/// Feature and action, with a dot between them.
pub(super) fn check_renamed_from(container: &Container<'_>, event: &Event<'_>, report: &Report) {
    let Some(slot) = &container.event_attrs(event).renamed_from else { return };
    let good = slot.value.match_indices('.').any(|(dot, _)| {
        names::check_part(&slot.value[..dot], NamePart::Feature).is_ok()
            && names::check_part(&slot.value[dot + 1..], NamePart::Action).is_ok()
    });
    let own = format!("{}.{}", container.feature(), container.action(event));
    if !good {
        report.error(
            rules::NAME,
            &slot.tokens,
            "the former name is a feature, a dot and an action; write `renamed_from = \"search.shown\"`",
        );
    } else if own == slot.value {
        report.error(
            rules::NAME,
            &slot.tokens,
            "an event is not renamed from itself; write the name that it had before, or remove `renamed_from`",
        );
    }
}
