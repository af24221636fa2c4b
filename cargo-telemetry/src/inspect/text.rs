//! The result for people: a heading for each event, its facts, and a line for
//! each field with what has to be known of it below.

use std::path::Path;

use telemetry_schema::{EventSchema, SampleRate, TextReview, Waiver};

use crate::{
    artifact::Artifact,
    facts::{allowed, bits, granularity, kind},
    output::{Style, aligned, counted, one_line},
};

pub(super) fn document(path: &Path, artifact: &Artifact, style: Style) -> String {
    let path = style.bold(&one_line(&path.to_string_lossy()));
    let kind = artifact.kind.as_str();
    let mut lines = vec![match artifact.events.len() {
        0 if artifact.damage.is_empty() => format!("{path} ({kind}) has no events"),
        0 => format!("{path} ({kind}) has no events that can be read"),
        count => format!("{path} ({kind}) has {}", counted(count, "event")),
    }];
    for event in &artifact.events {
        lines.push(String::new());
        write_event(&mut lines, event, style);
    }
    if !artifact.damage.is_empty() {
        lines.push(format!("\n{}: a part of this file cannot be read", style.red("damaged")));
        lines.extend(artifact.damage.iter().map(|it| format!("  {}", one_line(&it.to_string()))));
    }
    lines.join("\n") + "\n"
}

fn write_event(lines: &mut Vec<String>, event: &EventSchema, style: Style) {
    let heading = style.bold(&one_line(&event.display_name()));
    lines.push(format!("{heading} version {}", event.version));
    lines.push(format!("  {}", one_line(&event.description)));
    let facts = facts(event).map(|(name, value)| [name.to_owned(), value.unwrap_or_default()]);
    let facts: Vec<_> = facts.into_iter().filter(|[_, value]| !value.is_empty()).collect();
    lines.extend(aligned(&facts).into_iter().map(|line| format!("  {line}")));
    write_waivers(lines, "  ", &event.waivers);
    let rows: Vec<_> = (0..event.fields.len()).map(|position| row(event, position)).collect();
    for (position, row) in aligned(&rows).into_iter().enumerate() {
        lines.push(format!("  - {}", one_line(&row)));
        write_field(lines, event, position, style);
    }
}

fn facts(event: &EventSchema) -> [(&'static str, Option<String>); 11] {
    let billing = event.billing.as_ref().map(|it| format!("{}, {}", it.product, it.category));
    let size = event.worst_case_size();
    let most = format!("{}, {size} bytes without texts", bits(event.worst_case_bits()));
    let identity = if event.may_identify() { "may leave" } else { "never leaves" };
    [
        ("owner", Some(event.owner.clone())),
        ("purpose", Some(event.purpose.to_string())),
        ("stability", Some(event.stability.as_str().to_owned())),
        ("expires", event.expires.map(|date| date.to_string())),
        ("sampled", event.sample_rate.map(SampleRate::sentence)),
        ("billing", billing),
        ("continues", event.renamed_from.clone()),
        ("declared by", Some(event.declared_by.clone())),
        ("absent", Some(event.absent_keys.join(", ")).filter(|keys| !keys.is_empty())),
        (
            "accepted",
            event.unaccepted.map(|_| "not compared with the lock; never leaves".to_owned()),
        ),
        ("tells", Some(format!("at most {most}; {identity} with a user"))),
    ]
    .map(|(name, value)| (name, value.map(|value| one_line(&value))))
}

/// Key, kind, unit, privacy and bits of the field at this position.
fn row(event: &EventSchema, position: usize) -> [String; 5] {
    let field = &event.fields[position];
    [
        field.key.clone(),
        kind(event, position),
        field.unit.map(|unit| unit.to_string()).unwrap_or_default(),
        field.privacy.to_string(),
        bits(event.field_bits(position)),
    ]
}

fn write_field(lines: &mut Vec<String>, event: &EventSchema, position: usize, style: Style) {
    const INDENT: &str = "      ";
    let field = &event.fields[position];
    lines.push(format!("{INDENT}{}", one_line(&field.description)));
    lines.extend(granularity(field).map(|it| format!("{INDENT}leaves {it}")));
    let codes: Vec<_> = event
        .codes(position)
        .map(|it| [it.code.to_string(), one_line(&it.name), one_line(&it.description)])
        .collect();
    lines.extend(aligned(&codes).into_iter().map(|line| format!("{INDENT}{line}")));
    let review = field.review.iter().flat_map(review);
    lines.extend(review.map(|line| format!("{INDENT}{}", style.faint(&line))));
    write_waivers(lines, INDENT, &field.waivers);
}

fn review(review: &TextReview) -> [String; 4] {
    let company = if review.with_user { "may leave" } else { "never leaves" };
    [
        format!("reviewed by {} on {}, until {}", review.reviewer, review.date, review.expires),
        format!("because {}; see {}", review.reason, review.link),
        format!(
            "at most {} bytes, {}; {company} with a user",
            review.limits.max_bytes(),
            allowed(&review.limits)
        ),
        format!("for the declaration {}", review.definition),
    ]
    .map(|line| one_line(&line))
}

fn write_waivers(lines: &mut Vec<String>, indent: &str, waivers: &[Waiver]) {
    for Waiver { rule, reason } in waivers {
        let line = format!("rule {rule} is waived: {reason}");
        lines.push(format!("{indent}{}", one_line(&line)));
    }
}
