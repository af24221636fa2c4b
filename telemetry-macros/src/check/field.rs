//! One field, and the fields of an event together.

use telemetry_schema::{MAX_FIELDS, MAX_SIZE, Privacy, names, rules, worst_case_size};

use super::{granularity::check_granularity, standing::check_description, unit::check_unit};
use crate::{
    ast::{Container, Event, Field},
    report::Report,
    types::{TypeForm, type_form},
    waivers,
};

pub(super) fn check_field(
    container: &Container<'_>,
    event: &Event<'_>,
    field: &Field<'_>,
    report: &Report,
) {
    check_key(field, report);
    check_identity(container, event, field, report);
    check_one_privacy(field, report);
    check_dynamic_keys(field, report);
    check_type_form(container, field, report);
    check_unit(field, report);
    check_granularity(field, report);
    check_description(&field.description, field.ident, "a field", report);
}

pub(super) fn check_field_count(event: &Event<'_>, report: &Report) {
    if event.fields.len() > MAX_FIELDS {
        report.error(
            rules::SIZE,
            event.fields[MAX_FIELDS].ident,
            format!("an event has at most {MAX_FIELDS} fields; divide it into two events"),
        );
    }
}

pub(super) fn check_keys_differ(event: &Event<'_>, report: &Report) {
    for (at, field) in event.fields.iter().enumerate() {
        let key = field.key();
        // Two fields of one name are the compiler's to refuse.
        let same = |other: &&Field<'_>| other.key() == key && other.ident != field.ident;
        if let Some(first) = event.fields[..at].iter().find(same) {
            report.error(
                rules::KEY,
                field.key_tokens(),
                format!(
                    "the key `{key}` is already that of the field `{}`; choose another",
                    first.ident
                ),
            );
        }
    }
}

/// Names and keys have limits, but many long ones together are a large event.
pub(super) fn check_size(container: &Container<'_>, event: &Event<'_>, report: &Report) {
    let numbers = event.fields.iter().filter(|field| field.is_metadata());
    let keys: Vec<String> = numbers.map(Field::key).collect();
    let size = worst_case_size(
        container.feature(),
        container.action(event),
        container.version(event),
        keys.iter().map(String::as_str),
        container.sample_rate(event),
    );
    // More than the limit of fields is one mistake, not two.
    if size > MAX_SIZE && event.fields.len() <= MAX_FIELDS {
        report.error(
            rules::SIZE,
            event.ident,
            format!(
                "the names, keys and numbers of this event take up to {size} bytes on the wire, \
                 and may take {MAX_SIZE}; shorten the keys, or divide it into two events"
            ),
        );
    }
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
        report.error(
            rules::KEY,
            field.key_tokens(),
            format!("`{key}` cannot be a key: {error}; {advice}"),
        );
    }
}

/// A key that names a person announces an identity, however numeric it is.
/// What is no primitive may still be an enum; that is the compiler's to say.
fn check_identity(
    container: &Container<'_>,
    event: &Event<'_>,
    field: &Field<'_>,
    report: &Report,
) {
    if field.primitive().is_none() && field.privacy() != Privacy::Audited {
        return;
    }
    if let Some(message) = identity_message(container, event, field) {
        report.error(rules::IDENTIFYING_KEY, field.key_tokens(), message);
    }
}

/// What is said of a field whose key names a person, a place or a secret,
/// unless the rule is waived.
pub(crate) fn identity_message(
    container: &Container<'_>,
    event: &Event<'_>,
    field: &Field<'_>,
) -> Option<String> {
    let word = field.identifies()?;
    let key = field.key();
    // A name of the envelope is refused whatever it says.
    if names::ENVELOPE_NAMES.contains(&key.as_str())
        || waivers::waives(container, event, field, rules::IDENTIFYING_KEY)
    {
        return None;
    }
    Some(format!(
        "the key `{key}` names a person, a place or a secret (`{word}`): who it was belongs in the \
         context, as a number of this instance; record a count, a length or an enum instead, or, \
         if it is none of these, add `allow({}, reason = \"…\")`",
        rules::IDENTIFYING_KEY.id
    ))
}

fn check_one_privacy(field: &Field<'_>, report: &Report) {
    if let (Some(_), Some(audited)) = (&field.attrs.private, &field.attrs.audited) {
        report.error(
            rules::ATTRIBUTE,
            &audited.tokens,
            "a text either stays on the instance or leaves after a review; \
             keep one of `private` and `audited`",
        );
    }
}

/// Forms of types that no value of an event has, whatever their names mean.
fn check_type_form(container: &Container<'_>, field: &Field<'_>, report: &Report) {
    if field.brings_keys() || container.parameter_of(field).is_some() {
        return;
    }
    let rule = match field.privacy() {
        Privacy::Metadata => rules::NUMERIC,
        Privacy::Private => rules::PRIVATE_TEXT,
        Privacy::Audited => rules::AUDITED_TEXT,
    };
    let message = match type_form(field.ty) {
        TypeForm::Reference => {
            "an event owns its values, so a reference cannot be one of them; write the type itself, \
             and of text record its length, a count, or which case of an enum it is"
        }
        TypeForm::Dynamic => {
            "what leaves is known when the program is built, and `dyn` is not; write the type of a number"
        }
        TypeForm::Unsized => {
            "text and lists of any length cannot leave as metadata; record a length, a count, or which \
             case of an enum it is"
        }
        TypeForm::Named | TypeForm::Refused => return,
    };
    report.error(rule, field.ty, message);
}

fn check_dynamic_keys(field: &Field<'_>, report: &Report) {
    if field.brings_keys() {
        report.error(
            rules::DYNAMIC_KEYS,
            field.ty,
            "a map or a list of pairs would bring keys that nobody reviewed; \
             declare each number as a field of its own",
        );
    }
}
