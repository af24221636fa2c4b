//! The answers for one event.

use telemetry_schema::{EventSchema, Privacy, Stability, Waiver};

use super::{
    Subject,
    markdown::{code, escaped, facts, table},
    text,
};
use crate::{
    diagnostic::Diagnostic,
    facts::{bits, granularity, kind},
    workspace::Workspace,
};

pub(super) fn sections(subject: &Subject<'_>, workspace: &Workspace) -> String {
    let mut form = what_changes(&subject.changes);
    let Some(event) = subject.event else { return form };
    form.push_str(&what(event));
    form.push_str(&why(event));
    form.push_str(&by_whom(event));
    form.push_str(&how_often(event));
    form.push_str(&how_long(event));
    form.push_str(&who_sees(event));
    form.push_str(&text::section(event, workspace));
    form
}

fn what_changes(changes: &[&Diagnostic]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let value = |value: &Option<String>| value.as_deref().map(escaped).unwrap_or_default();
    let row = |change: &&Diagnostic| {
        let class = change.class.map(|class| class.to_string());
        let part = change.field.as_deref().map(code).unwrap_or_default();
        [
            change.severity.as_str().to_owned(),
            class.unwrap_or_else(|| "none".to_owned()),
            part,
            escaped(&change.message),
            value(&change.old),
            value(&change.new),
            format!("{} {}", change.rule, escaped(change.title)),
        ]
    };
    let rows: Vec<_> = changes.iter().map(row).collect();
    let head = ["level", "class", "field", "change", "accepted", "declared", "rule"];
    format!("\n### What changes\n{}", table(head, &rows))
}

fn what(event: &EventSchema) -> String {
    let mut form = format!("\n### What is collected\n\n{}\n", escaped(&event.description));
    let row = |position: usize| {
        let field = &event.fields[position];
        [
            code(&field.key),
            escaped(&kind(event, position)),
            field.unit.map(|unit| unit.to_string()).unwrap_or_default(),
            granularity(field).unwrap_or_default(),
            field.privacy.to_string(),
            bits(event.field_bits(position)),
            escaped(&field.description),
        ]
    };
    let rows: Vec<_> = (0..event.fields.len()).map(row).collect();
    if !rows.is_empty() {
        let head = ["field", "kind", "unit", "leaves", "privacy", "tells", "what it is"];
        form.push_str(&table(head, &rows));
    }
    form.push_str(&codes(event));
    form.push_str(&absent(event));
    form.push_str(&format!(
        "\nOne event tells at most {} beyond that it happened, in {} bytes without texts.\n",
        bits(event.worst_case_bits()),
        event.worst_case_size()
    ));
    form
}

/// What the numbers of enums mean.
fn codes(event: &EventSchema) -> String {
    let mut form = String::new();
    for table in &event.enums {
        let Some(field) = event.fields.get(table.field as usize) else { continue };
        let codes = table.codes.iter().map(|it| {
            format!(
                "{} {} ({})",
                it.code,
                code(&it.name),
                escaped(it.description.trim_end_matches('.'))
            )
        });
        let codes: Vec<_> = codes.collect();
        form.push_str(&format!("\nCodes of {}: {}.\n", code(&field.key), codes.join(", ")));
    }
    form
}

/// What other builds collect.
fn absent(event: &EventSchema) -> String {
    if event.absent_keys.is_empty() {
        return String::new();
    }
    let keys: Vec<_> = event.absent_keys.iter().map(|key| code(key)).collect();
    format!("\nDeclared, and no part of this build: {}.\n", keys.join(", "))
}

fn why(event: &EventSchema) -> String {
    let billing = event.billing.as_ref();
    facts(
        "Why",
        &[
            ("purpose", Some(event.purpose.to_string())),
            ("charged for", billing.map(|it| escaped(&format!("{}, {}", it.product, it.category)))),
            ("continues", event.renamed_from.as_deref().map(code)),
        ],
    )
}

fn by_whom(event: &EventSchema) -> String {
    let experimental = event.stability == Stability::Experimental;
    let of_event = event.waivers.iter().map(|waiver| (None, waiver));
    let of_fields = event
        .fields
        .iter()
        .flat_map(|field| field.waivers.iter().map(|waiver| (Some(field.key.as_str()), waiver)));
    let waived: Vec<_> = of_event.chain(of_fields).map(waived).collect();
    facts(
        "By whom",
        &[
            ("owner", Some(escaped(&event.owner))),
            ("declared by", Some(code(&event.declared_by))),
            ("stability", experimental.then(|| "experimental".to_owned())),
            ("rules switched off", Some(waived.join("; ")).filter(|it| !it.is_empty())),
        ],
    )
}

fn waived((key, waiver): (Option<&str>, &Waiver)) -> String {
    let place = key.map(|key| format!(" at {}", code(key))).unwrap_or_default();
    format!("{}{place}, because {}", code(&waiver.rule), escaped(&waiver.reason))
}

fn how_often(event: &EventSchema) -> String {
    let often = event.sample_rate.map_or_else(
        || "every time it happens".to_owned(),
        |rate| format!("sampled: {}, chosen at random", rate.sentence()),
    );
    facts("How often", &[("recorded", Some(often))])
}

fn how_long(event: &EventSchema) -> String {
    let end = event.expires.map_or_else(
        || "without an end".to_owned(),
        |date| format!("until {date}, from then on it is not recorded"),
    );
    let texts = event.fields.iter().filter_map(|field| {
        let expires = field.review.as_ref()?.expires;
        Some(format!("{} until {expires}", code(&field.key)))
    });
    let texts: Vec<_> = texts.collect();
    facts(
        "For how long",
        &[
            ("recorded", Some(end)),
            ("texts leave", Some(texts.join(", ")).filter(|it| !it.is_empty())),
        ],
    )
}

fn who_sees(event: &EventSchema) -> String {
    let keys = |privacy: Privacy| {
        let fields = event.fields.iter().filter(|field| field.privacy == privacy);
        let keys: Vec<_> = fields.map(|field| code(&field.key)).collect();
        Some(keys.join(", ")).filter(|keys| !keys.is_empty())
    };
    let identity = if event.may_identify() {
        "the user and the interaction may leave with it"
    } else {
        "leaves without the user and the interaction"
    };
    facts(
        "Who can see it",
        &[
            ("the gateway, as numbers", keys(Privacy::Metadata)),
            ("the gateway, as reviewed text", keys(Privacy::Audited)),
            ("the administrator of the instance alone", keys(Privacy::Private)),
            ("identity", Some(identity.to_owned())),
        ],
    )
}
