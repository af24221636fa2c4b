//! The page of every text that can leave: audited fields, and the texts of the
//! envelope around every event.
//!
//! Which fields of the envelope hold text follows from the wire contract. What
//! this version of the software puts there is said here, once for each; a test
//! makes sure that none is forgotten.

use std::collections::BTreeSet;

use telemetry_schema::lock::{LockedEvent, LockedField};

use super::{
    Page, Source,
    escape::{line, markdown},
    facts,
    files::mark,
    reviews,
    wire::{Block, Member},
};

const NAME: &str = "STRINGS.md";

const INTRODUCTION: &str = "\
# Every text that can leave

Metadata is numeric. A text leaves only if it is in one of these two lists. Names are
texts, too: feature, action, keys and the names of codes are literals of the source
code, and each page of a feature lists them.

## Audited texts

Each under a review of exactly its declaration. On the day on which a review expires the
text is left out, and what still waits is kept back.
";

const ENVELOPE: &str = "
## Texts around every event

The fields of the wire contract that can hold text, in the messages that an instance
sends. Beside the messages, each stream carries the token of the instance
(`authorization`), if its administrator has configured one.

| field | what this version puts there | what the contract says |
|---|---|---|
";

/// What is put into each text of the envelope.
const PUT: [(&str, &str); 27] = [
    (
        "Identifier.LicensedInstanceIdentifier.license_key",
        "the license, if the administrator has configured one",
    ),
    (
        "Identifier.LicensedInstanceIdentifier.instance_id",
        "a random id, made when the instance started first",
    ),
    (
        "Identifier.LicensedInstanceIdentifier.external_url",
        "what the administrator has configured, or nothing",
    ),
    (
        "Identifier.UnlicensedInstanceIdentifier.instance_id",
        "a random id, made when the instance started first",
    ),
    (
        "Identifier.UnlicensedInstanceIdentifier.external_url",
        "what the administrator has configured, or nothing",
    ),
    ("Identifier.ManagedServiceIdentifier.service_id", "never filled"),
    ("Identifier.ManagedServiceIdentifier.service_environment", "never filled"),
    ("RecordEventsRequestMetadata.request_id", "a random id, new for each stream"),
    ("Event.id", "a UUID of version 7; for events of clients a keyed hash"),
    ("Event.feature", "a literal of the source code"),
    ("Event.action", "a literal of the source code"),
    ("Event.schema_hash", "never filled"),
    (
        "EventSource.Server.version",
        "numbers, words of a closed list, a revision; at most 64 characters",
    ),
    (
        "EventSource.Client.name",
        "a literal of the source code, 1 to 64 letters, digits, dots, dashes, underscores",
    ),
    (
        "EventSource.Client.version",
        "three numbers of at most six digits, or one that the program lists",
    ),
    ("EventParameters.legacy_metadata", "never filled"),
    (
        "EventParameters.private_metadata",
        "the audited texts above, under their keys, and nothing else",
    ),
    (
        "EventParameters.metadata",
        "keys that are field names of the declaration; the values are numbers",
    ),
    (
        "EventBillingMetadata.product",
        "a literal of the source code, or one of the program's list for clients",
    ),
    (
        "EventBillingMetadata.category",
        "a literal of the source code, or one of the program's list for clients",
    ),
    ("EventUser.anonymous_user_id", "never filled"),
    ("EventUser.sams_external_id", "never filled"),
    (
        "EventFeatureFlags.flags",
        "names are literals of the source code, at most 32; values are true or false",
    ),
    ("EventMarketingTracking", "never filled; our gateway refuses it"),
    (
        "EventInteraction.trace_id",
        "32 hexadecimal digits; any other text is dropped before it is recorded",
    ),
    (
        "EventInteraction.interaction_id",
        "a UUID, or 16 or 32 hexadecimal digits; any other text is dropped before it is recorded",
    ),
    ("EventInteraction.Geolocation.country_code", "two letters of the closed list of ISO 3166-1"),
];

pub(super) fn page(source: &Source<'_>) -> Page {
    let mut out = format!("<!-- {} -->\n{INTRODUCTION}", mark(NAME));
    for event in source.lock.events() {
        for field in &event.fields {
            put_text(&mut out, source, event, field);
        }
    }
    put_unused(&mut out, source);
    out.push_str(ENVELOPE);
    for (block, member) in texts_of_the_envelope(source.wire.sent()) {
        out.push_str(&envelope_row(&block.name, member));
    }
    Page { name: NAME.to_owned(), text: out }
}

fn put_text(out: &mut String, source: &Source<'_>, event: &LockedEvent, field: &LockedField) {
    let Some(review) = &field.schema.review else { return };
    let key = &field.schema.key;
    out.push_str(&format!("\n### {}: `{key}`\n\n", facts::path(event)));
    out.push_str(&format!("{}\n\n| | |\n|---|---|\n", markdown(&field.schema.description)));
    let standing = reviews::standing(source.reviews, event, key, review);
    let rows = facts::review(review).into_iter().chain([
        ("owner of the event", event.head.owner.clone()),
        ("field", facts::leaves(field)),
        ("event", facts::state_word(&event.state).to_owned()),
        ("review", standing.to_owned()),
    ]);
    for (name, fact) in rows {
        out.push_str(&format!("| {name} | {} |\n", markdown(&fact)));
    }
}

/// Reviews of texts that were not accepted: a build with them may be on its way.
fn put_unused(out: &mut String, source: &Source<'_>) {
    for review in source.reviews {
        let event = source.lock.event(&review.feature, &review.action);
        let field = event.and_then(|event| event.field(&review.field));
        if field.is_none_or(|field| field.schema.review.is_none()) {
            out.push_str(&format!(
                "\n### {}/{}: `{}`\n\nReviewed by {}, but not accepted: nothing leaves under this review.\n",
                review.feature, review.action, review.field, markdown(&review.reviewer)
            ));
        }
    }
}

fn envelope_row(message: &str, member: &Member) -> String {
    let name = format!("{message}.{}", member.name);
    let put = what_is_put(&name).unwrap_or("see the contract");
    format!("| `{name}` | {} | {} |\n", markdown(put), markdown(&line(&member.comment)))
}

fn what_is_put(field: &str) -> Option<&'static str> {
    let exact = PUT.iter().find(|(name, _)| *name == field);
    let message =
        || PUT.iter().find(|(name, _)| field.rsplit_once('.').is_some_and(|it| it.0 == *name));
    exact.or_else(message).map(|(_, put)| *put)
}

/// Every field with text in the messages that an instance sends.
fn texts_of_the_envelope(blocks: &[Block]) -> Vec<(&Block, &Member)> {
    let mut sent = BTreeSet::new();
    ["RecordEventsRequest", "RecordEventRequest"]
        .iter()
        .for_each(|it| reach(blocks, it, &mut sent));
    let sent = blocks.iter().filter(|block| sent.contains(block.name.as_str()));
    let members = sent.flat_map(|block| block.members.iter().map(move |member| (block, member)));
    members.filter(|(_, member)| holds_text(&member.form)).collect()
}

/// This message and all within it.
fn reach<'a>(blocks: &'a [Block], name: &str, sent: &mut BTreeSet<&'a str>) {
    let Some(block) = blocks.iter().find(|block| block.kind == "message" && block.name == name)
    else {
        return;
    };
    if !sent.insert(&block.name) {
        return;
    }
    for member in &block.members {
        let kind = member.form.rsplit(' ').next().unwrap_or_default();
        // Names are looked for from the inside out, as protobuf does it.
        reach(blocks, &format!("{name}.{kind}"), sent);
        let around = name.rsplit_once('.').map(|(around, _)| format!("{around}.{kind}"));
        around.iter().for_each(|it| reach(blocks, it, sent));
        reach(blocks, kind, sent);
    }
}

fn holds_text(form: &str) -> bool {
    ["string", "bytes", "Struct"].iter().any(|kind| form.contains(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::wire::Wire;

    #[test]
    fn of_every_text_of_the_envelope_it_is_said_what_is_put_there() {
        let wire = Wire::read();
        let texts = texts_of_the_envelope(wire.sent());
        let name = |(block, member): &(&Block, &Member)| format!("{}.{}", block.name, member.name);
        let names: Vec<_> = texts.iter().map(name).collect();
        for name in &names {
            assert!(what_is_put(name).is_some(), "{name}");
        }
        for (name, _) in PUT {
            let used = names.iter().any(|it| it == name || it.starts_with(&format!("{name}.")));
            assert!(used, "{name} is not in the contract");
        }
        for expected in [
            "Event.id",
            "EventSource.Client.name",
            "Identifier.LicensedInstanceIdentifier.license_key",
        ] {
            assert!(names.iter().any(|name| name == expected), "{expected}: {names:?}");
        }
        assert!(!names.iter().any(|name| name.starts_with("Refused") || name.contains("Response")));
    }
}
