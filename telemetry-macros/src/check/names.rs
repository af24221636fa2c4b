//! Feature and action: present, of the protocol's form, and different.

use proc_macro2::TokenStream;
use telemetry_schema::{
    names::{self, NamePart},
    rules,
};

use crate::{
    ast::{Container, Event},
    report::Report,
};

pub(super) fn check_feature(container: &Container<'_>, report: &Report) {
    let Some(slot) = &container.attrs.feature else {
        if !container.attrs.has("feature") {
            report.error(
                rules::NAME,
                &container.input.ident,
                "the feature is missing; write `#[telemetry_event(feature = \"search\", …)]`",
            );
        }
        return;
    };
    check_name(&slot.value, &slot.tokens, NamePart::Feature, report);
}

pub(super) fn check_action(container: &Container<'_>, event: &Event<'_>, report: &Report) {
    let attrs = container.event_attrs(event);
    if let Some(slot) = &attrs.action {
        check_name(&slot.value, &slot.tokens, NamePart::Action, report);
    } else if !attrs.has("action") {
        let example = match event.variant {
            Some(_) => "#[telemetry(action = \"resultsShown\")]",
            None => "#[telemetry_event(…, action = \"resultsShown\")]",
        };
        report.error(rules::NAME, event.ident, format!("the action is missing; write `{example}`"));
    }
}

fn check_name(name: &str, at: &TokenStream, part: NamePart, report: &Report) {
    if let Err(error) = names::check_part(name, part) {
        let (word, example) = match part {
            NamePart::Feature => ("a feature", "codeSearch.filters"),
            NamePart::Action => ("an action", "resultsShown"),
        };
        let problem = match error {
            names::NameError::Missing => "is not empty",
            names::NameError::Length(_) => "has 2 to 64 characters",
            names::NameError::Characters(_) => {
                "starts with a lowercase letter and contains only letters, dashes and dots"
            }
        };
        report.error(rules::NAME, at, format!("{word} {problem}; write it like `{example}`"));
    }
}

pub(super) fn check_actions_differ(container: &Container<'_>, report: &Report) {
    if !container.is_enum() {
        return;
    }
    for (at, event) in container.events.iter().enumerate() {
        let Some(slot) = &event.attrs.action else { continue };
        let same = |other: &&Event<'_>| {
            names::canonical(container.action(other)) == names::canonical(&slot.value)
        };
        if let Some(first) = container.events[..at].iter().find(same) {
            report.error(
                rules::DECLARED_ONCE,
                &slot.tokens,
                format!(
                    "the action `{}` is already declared by `{}` as `{}`; \
                     names that differ only by case, dashes or dots are the same, choose another",
                    slot.value,
                    first.ident,
                    container.action(first)
                ),
            );
        }
    }
}
