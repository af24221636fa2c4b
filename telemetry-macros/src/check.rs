//! The rules of a declaration that its tokens alone decide, one function per
//! rule. The rules themselves live in `telemetry-schema`; what needs the types
//! is left to the compiler (see [`expand`](crate::expand)).

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Generics, Ident};
use telemetry_schema::{
    Dimension, MAX_FIELDS, Purpose, Unit,
    names::{self, NamePart},
    nearest,
};

use crate::{
    ast::{Container, Event, Field, ValueEnum},
    attr::{backticked, did_you_mean},
    report::Report,
    tokens::{mentions, spells_duration},
};

pub(crate) fn check_container(container: &Container<'_>, report: &Report) {
    check_generics(container, report);
    check_feature(container, report);
    check_has_actions(container, report);
    check_owner(container, report);
    check_purpose(container, report);
    for event in &container.events {
        check_action(container, event, report);
        check_description(&event.description, event.ident, "an event", report);
        check_field_count(event, report);
        check_keys_differ(event, report);
        event.fields.iter().for_each(|field| check_field(field, report));
    }
    check_actions_differ(container, report);
}

pub(crate) fn check_value_enum(value: &ValueEnum<'_>, report: &Report) {
    check_no_generics(&value.input.generics, report);
    check_description(&value.description, &value.input.ident, "an enum used as a value", report);
    check_has_codes(value, report);
    check_codes(value, report);
}

/// A type parameter would let the caller choose what leaves. Reported at each
/// field that uses one, because that is where the value would come from.
fn check_generics(container: &Container<'_>, report: &Report) {
    let generics = &container.input.generics;
    let names: Vec<&Ident> = generics.type_params().map(|param| &param.ident).collect();
    let fields = container.events.iter().flat_map(|event| &event.fields);
    let mut found = false;
    for field in fields {
        if let Some(name) = mentions(field.ty, &names) {
            found = true;
            report.error(
                field.ty,
                format!(
                    "`{name}` is a type parameter, so the caller would choose what leaves; \
                     use a numeric type or an enum with `#[derive(MetadataValue)]`"
                ),
            );
        }
    }
    if !found {
        check_no_generics(generics, report);
    }
}

fn check_no_generics(generics: &Generics, report: &Report) {
    if !generics.params.is_empty() {
        report.error(
            &generics.params,
            "a declaration has no type parameters, lifetimes or const generics: \
             what leaves is fixed when it is written; remove them",
        );
    }
}

fn check_feature(container: &Container<'_>, report: &Report) {
    let Some(slot) = &container.attrs.feature else {
        if !container.attrs.has("feature") {
            report.error(
                &container.input.ident,
                "the feature is missing; write `#[telemetry_event(feature = \"search\", …)]`",
            );
        }
        return;
    };
    check_name(&slot.value, &slot.tokens, NamePart::Feature, report);
}

fn check_has_actions(container: &Container<'_>, report: &Report) {
    if container.is_enum() && container.events.is_empty() {
        report.error(
            &container.input.ident,
            "the feature has no actions; add a variant with `#[telemetry(action = \"…\")]`",
        );
    }
}

fn check_action(container: &Container<'_>, event: &Event<'_>, report: &Report) {
    let attrs = container.event_attrs(event);
    if let Some(slot) = &attrs.action {
        check_name(&slot.value, &slot.tokens, NamePart::Action, report);
    } else if !attrs.has("action") {
        let example = match event.variant {
            Some(_) => "#[telemetry(action = \"resultsShown\")]",
            None => "#[telemetry_event(…, action = \"resultsShown\")]",
        };
        report.error(event.ident, format!("the action is missing; write `{example}`"));
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
        report.error(at, format!("{word} {problem}; write it like `{example}`"));
    }
}

fn check_actions_differ(container: &Container<'_>, report: &Report) {
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

/// Owner and purpose on an enum serve all its actions. If nobody gives one,
/// that is one mistake; if some actions do, the others have to as well.
fn check_given(container: &Container<'_>, key: &str, message: &str, report: &Report) {
    if container.attrs.has(key) {
        return;
    }
    let silent: Vec<_> = container.events.iter().filter(|event| !event.attrs.has(key)).collect();
    if silent.len() == container.events.len() {
        report.error(&container.input.ident, message);
    } else {
        silent.iter().for_each(|event| report.error(event.ident, message));
    }
}

fn check_owner(container: &Container<'_>, report: &Report) {
    let missing =
        "the owner is missing: who answers for this event; write `owner = \"search-team\"`";
    check_given(container, "owner", missing, report);
    for slot in container.all_attrs().filter_map(|attrs| attrs.owner.as_ref()) {
        if names::is_blank_description(&slot.value) {
            let message =
                "the owner names a team that can be asked; write `owner = \"search-team\"`";
            report.error(&slot.tokens, message);
        }
    }
}

fn check_purpose(container: &Container<'_>, report: &Report) {
    let words = backticked(Purpose::ALL.map(Purpose::as_str));
    let missing = format!(
        "the purpose is missing: why this event is collected; write `purpose = \"…\"` with one of {words}"
    );
    check_given(container, "purpose", &missing, report);
    for slot in container.all_attrs().filter_map(|attrs| attrs.purpose.as_ref()) {
        if Purpose::from_word(&slot.value).is_none() {
            let hint = did_you_mean(nearest(&slot.value, Purpose::ALL.map(Purpose::as_str)));
            report.error(
                &slot.tokens,
                format!("unknown purpose `{}`; {hint}the purposes are {words}", slot.value),
            );
        }
    }
}

fn check_description(text: &str, at: &impl ToTokens, what: &str, report: &Report) {
    if names::is_blank_description(text) {
        report.error(
            at,
            format!("{what} needs a description for those who review it; write a doc comment, `/// …`, that says what it means"),
        );
    }
}

fn check_field_count(event: &Event<'_>, report: &Report) {
    if event.fields.len() > MAX_FIELDS {
        report.error(
            event.fields[MAX_FIELDS].ident,
            format!("an event has at most {MAX_FIELDS} fields; divide it into two events"),
        );
    }
}

fn check_keys_differ(event: &Event<'_>, report: &Report) {
    for (at, field) in event.fields.iter().enumerate() {
        let key = field.key();
        // Two fields of one name are the compiler's to refuse.
        let same = |other: &&Field<'_>| other.key() == key && other.ident != field.ident;
        if let Some(first) = event.fields[..at].iter().find(same) {
            report.error(
                field.key_tokens(),
                format!(
                    "the key `{key}` is already that of the field `{}`; choose another",
                    first.ident
                ),
            );
        }
    }
}

fn check_field(field: &Field<'_>, report: &Report) {
    check_key(field, report);
    check_unit(field, report);
    check_description(&field.description, field.ident, "a field", report);
}

fn check_key(field: &Field<'_>, report: &Report) {
    if field.attrs.broken.contains(&"key") || field.attrs.unread {
        return;
    }
    let key = field.key();
    let checked = match field.attrs.key {
        Some(_) => names::check_key(&key),
        None => names::check_field_key(&key),
    };
    if let Err(error) = checked {
        let advice = match error {
            names::KeyError::NotSnakeCase => {
                "rename the field, or write `#[telemetry(key = \"…\")]`"
            }
            _ => "choose another, such as `result_count`",
        };
        report.error(field.key_tokens(), format!("`{key}` cannot be a key: {error}; {advice}"));
    }
}

fn check_unit(field: &Field<'_>, report: &Report) {
    let Some(slot) = &field.attrs.unit else {
        if spells_duration(field.ty) && field.attrs.private.is_none() && !field.attrs.has("unit") {
            report.error(field.ty, "a `Duration` needs the unit in which it is exported; add `#[telemetry(unit = \"ms\")]`");
        }
        return;
    };
    let at = &slot.tokens;
    let Some(unit) = Unit::from_symbol(&slot.value) else {
        let symbols: Vec<&str> = Unit::all().map(Unit::symbol).collect();
        let hint = did_you_mean(nearest(&slot.value, symbols.iter().copied()));
        report.error(
            at,
            format!("unknown unit `{}`; {hint}the units are {}", slot.value, backticked(symbols)),
        );
        return;
    };
    if field.attrs.private.is_some() {
        report.error(at, "a private text has no unit; remove `unit`");
    } else if field.literal_kind() == Some(telemetry_schema::Kind::Bool) {
        report.error(at, "a `bool` has no unit; remove `unit`");
    } else if spells_duration(field.ty) && unit.dimension() != Dimension::Time {
        report.error(
            at,
            format!(
                "a `Duration` is measured in a unit of time, not in `{unit}`; write `unit = \"ms\"`"
            ),
        );
    }
}

fn check_has_codes(value: &ValueEnum<'_>, report: &Report) {
    if matches!(&value.input.data, syn::Data::Enum(data) if data.variants.is_empty()) {
        report.error(&value.input.ident, "an enum used as a value has at least one variant");
    }
}

/// That two variants have the same code is the compiler's to say.
fn check_codes(value: &ValueEnum<'_>, report: &Report) {
    for code in &value.codes {
        let ident = &code.variant.ident;
        check_description(&code.description, ident, "a code", report);
        if !matches!(code.variant.fields, syn::Fields::Unit) {
            report.error(
                &code.variant.fields,
                "a variant of an enum used as a value has no fields: only its code is exported; record them as metadata of their own",
            );
        }
        let Some((_, written)) = &code.variant.discriminant else {
            report.error(
                ident,
                format!("`{ident}` needs an explicit code that never changes; write `{ident} = 1`"),
            );
            continue;
        };
        if !code.code.is_some_and(|code| (1..=i64::from(i32::MAX)).contains(&code)) {
            report.error(
                written,
                format!("a code is an integer literal from 1 to {}; write `{ident} = 1`", i32::MAX),
            );
        }
    }
}
