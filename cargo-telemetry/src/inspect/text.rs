//! The result for people: a heading for each event, its facts, and a line for
//! each field with what has to be known of it below.

use std::path::Path;

use telemetry_schema::{EventSchema, FieldSchema, Rounding, TextReview, Waiver, audit::Allowed};

use crate::{
    artifact::Artifact,
    json::tenths,
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

fn facts(event: &EventSchema) -> [(&'static str, Option<String>); 8] {
    let billing = event.billing.as_ref().map(|it| format!("{}, {}", it.product, it.category));
    let size = event.worst_case_size();
    let most = format!("{}, {size} bytes without texts", bits(event.worst_case_bits()));
    let identity = if event.may_identify() { "may leave" } else { "never leaves" };
    [
        ("owner", Some(event.owner.clone())),
        ("purpose", Some(event.purpose.to_string())),
        ("stability", Some(event.stability.as_str().to_owned())),
        ("expires", event.expires.map(|date| date.to_string())),
        ("billing", billing),
        ("continues", event.renamed_from.clone()),
        ("declared by", Some(event.declared_by.clone())),
        ("tells", Some(format!("at most {most}; {identity} with a user"))),
    ]
    .map(|(name, value)| (name, value.map(|value| one_line(&value))))
}

/// Key, kind, unit, privacy and bits of the field at this position.
fn row(event: &EventSchema, position: usize) -> [String; 5] {
    let field = &event.fields[position];
    let table = event.enums.iter().find(|table| table.field as usize == position);
    let name = table.map(|table| format!(" {}", table.name)).unwrap_or_default();
    let optional = if field.optional { ", optional" } else { "" };
    [
        field.key.clone(),
        format!("{}{name}{optional}", field.kind),
        field.unit.map(|unit| unit.to_string()).unwrap_or_default(),
        field.privacy.to_string(),
        bits(event.field_bits(position)),
    ]
}

fn write_field(lines: &mut Vec<String>, event: &EventSchema, position: usize, style: Style) {
    const INDENT: &str = "      ";
    let field = &event.fields[position];
    lines.push(format!("{INDENT}{}", one_line(&field.description)));
    lines.extend(granularity(field).map(|it| format!("{INDENT}{it}")));
    let codes: Vec<_> = event
        .codes(position)
        .map(|it| [it.code.to_string(), one_line(&it.name), one_line(&it.description)])
        .collect();
    lines.extend(aligned(&codes).into_iter().map(|line| format!("{INDENT}{line}")));
    let review = field.review.iter().flat_map(review);
    lines.extend(review.map(|line| format!("{INDENT}{}", style.faint(&line))));
    write_waivers(lines, INDENT, &field.waivers);
}

/// How a number is made coarser before it leaves.
fn granularity(field: &FieldSchema) -> Option<String> {
    let unit = field.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    let rounding = match &field.granularity.rounding {
        Rounding::Exact => None,
        Rounding::Step(step) => Some(format!("as multiples of {step}{unit}")),
        Rounding::PowerOfTwo => Some("as powers of two".to_owned()),
        Rounding::Buckets(bounds) => {
            let bounds: Vec<_> = bounds.iter().map(ToString::to_string).collect();
            Some(format!("as one of {}{unit}", bounds.join(", ")))
        }
    };
    let max = field.granularity.max.map(|max| format!("as at most {max}{unit}"));
    let terms: Vec<_> = rounding.into_iter().chain(max).collect();
    if terms.is_empty() { None } else { Some(format!("leaves {}", terms.join(", "))) }
}

fn review(review: &TextReview) -> [String; 4] {
    let company = if review.with_user { "may leave" } else { "never leaves" };
    [
        format!("reviewed by {} on {}, until {}", review.reviewer, review.date, review.expires),
        format!("because {}; see {}", review.reason, review.link),
        format!(
            "at most {} bytes, {}; {company} with a user",
            review.limits.max_bytes(),
            allowed(review.limits.allowed())
        ),
        format!("for the declaration {}", review.definition),
    ]
    .map(|line| one_line(&line))
}

fn allowed(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Pattern(pattern) => format!("as a whole of the pattern `{pattern}`"),
        Allowed::Values(values) => {
            let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
            format!("one of {}", values.join(", "))
        }
    }
}

fn write_waivers(lines: &mut Vec<String>, indent: &str, waivers: &[Waiver]) {
    for Waiver { rule, reason } in waivers {
        let line = format!("rule {rule} is waived: {reason}");
        lines.push(format!("{indent}{}", one_line(&line)));
    }
}

fn bits(bits: f64) -> String {
    let bits = tenths(bits);
    format!("{bits} {}", if bits == 1.0 { "bit" } else { "bits" })
}
