//! The text of a field: its enum, if it has one, then itself.

use super::{
    LockedCode, LockedField, LockedTable, facts,
    names::{Scope, pascal, snake, value},
    text::{comment, number, quoted},
    write::{ours, waiver},
};
use crate::{FieldSchema, Granularity, Kind, Privacy, Rounding, TextReview, audit::Allowed};

/// Writes one field. The scopes are those of the message: the names of its
/// fields, and the names of its enums and of all their values, which protobuf
/// keeps in one scope with the message's own.
pub(super) fn field(out: &mut String, scopes: &mut (Scope, Scope), field: &LockedField) {
    let name = scopes.0.unique(snake(&field.schema.key), field.number);
    let codes = field.table.as_ref().map(|table| put_enum(out, &mut scopes.1, field, table));
    let description = &field.schema.description;
    comment(out, "  ", &format!("{description}\n\n{}", facts::field(field)));
    let ty = if field.is_text() { "string" } else { "double" };
    let options = field_options(field, &name, codes.as_deref());
    out.push_str(&format!("  optional {ty} {name} = {} [\n", field.number));
    out.push_str(&options.join(",\n"));
    out.push_str("\n  ];\n");
}

fn field_options(field: &LockedField, name: &str, codes: Option<&str>) -> Vec<String> {
    let schema = &field.schema;
    let mut options = Vec::new();
    if !field.is_live() {
        options.push("    deprecated = true".to_owned());
    }
    let mut put = |name: &str, value: String| options.push(format!("    {} = {value}", ours(name)));
    if schema.key != name {
        put("key", quoted(&schema.key));
    }
    put("kind", kind(schema.kind));
    put("privacy", privacy(schema.privacy));
    if schema.optional {
        put("may_be_absent", "true".to_owned());
    }
    if let Some(unit) = schema.unit {
        put("unit", quoted(unit.symbol()));
    }
    put_granularity(&mut put, &schema.granularity);
    if let Some(codes) = codes {
        put("codes", quoted(codes));
    }
    put_standing(&mut put, schema);
    if let Some(name) = &schema.name {
        put("field_name", quoted(name));
    }
    if let Some(version) = field.last_version {
        put("last_version", version.to_string());
    }
    options
}

fn put_granularity(put: &mut impl FnMut(&str, String), granularity: &Granularity) {
    if let Some(max) = granularity.max {
        put("max", number(max));
    }
    match &granularity.rounding {
        Rounding::Exact => {}
        Rounding::Step(step) => put("rounding", format!("{{ step: {} }}", number(*step))),
        Rounding::PowerOfTwo => put("rounding", "{ power_of_two: true }".to_owned()),
        Rounding::Buckets(bounds) => {
            let bounds: Vec<String> = bounds.iter().map(|bound| number(*bound)).collect();
            put("rounding", format!("{{ buckets: {{ bounds: [{}] }} }}", bounds.join(", ")));
        }
    }
}

fn put_standing(put: &mut impl FnMut(&str, String), schema: &FieldSchema) {
    if let Some(it) = &schema.review {
        put("review", review(it));
    }
    schema.waivers.iter().for_each(|it| put("field_waiver", waiver(it)));
}

/// One line for each part, and for each text of a list.
fn review(review: &TextReview) -> String {
    let mut lines = vec![
        format!("definition: {}", quoted(&review.definition.to_string())),
        format!("max_bytes: {}", review.limits.max_bytes()),
    ];
    match review.limits.allowed() {
        Allowed::Values(values) => {
            lines.extend(values.iter().map(|value| format!("value: {}", quoted(value))));
        }
        Allowed::Pattern(pattern) => lines.push(format!("pattern: {}", quoted(pattern))),
    }
    lines.push(format!("with_user: {}", review.with_user));
    for (name, text) in [
        ("reason", &review.reason),
        ("reviewer", &review.reviewer),
        ("link", &review.link),
        ("date", &review.date.to_string()),
        ("expires", &review.expires.to_string()),
    ] {
        lines.push(format!("{name}: {}", quoted(text)));
    }
    format!("{{\n      {}\n    }}", lines.join("\n      "))
}

/// Writes the enum of a field and gives its name.
fn put_enum(
    out: &mut String,
    scope: &mut Scope,
    field: &LockedField,
    table: &LockedTable,
) -> String {
    let (name, prefix) = enum_names(scope, &field.schema.key, field.number);
    comment(out, "  ", &table.description);
    out.push_str(&format!("  enum {name} {{\n"));
    out.push_str(&format!("    option {} = {};\n", ours("enum_name"), quoted(&table.name)));
    out.push_str(&format!("\n    // Not stated.\n    {prefix}_UNSPECIFIED = 0;\n"));
    for code in &table.codes {
        put_code(out, scope, &prefix, code);
    }
    out.push_str("  }\n\n");
    name
}

/// The name of a field's enum and the prefix of its values: new ones, and so
/// that the value for `not stated` has exactly the name that it has to have.
fn enum_names(scope: &mut Scope, key: &str, number: u32) -> (String, String) {
    let mut base = snake(key);
    loop {
        let name = pascal(&base);
        let prefix = snake(&name).to_ascii_uppercase();
        let zero = format!("{prefix}_UNSPECIFIED");
        if scope.take(&name) && scope.take(&zero) {
            return (name, prefix);
        }
        base = format!("{base}_n{number}");
    }
}

fn put_code(out: &mut String, scope: &mut Scope, prefix: &str, code: &LockedCode) {
    let number = code.code.code;
    let name = scope.unique(value(prefix, &code.code.name), number);
    comment(out, "    ", &code.code.description);
    let variant = format!("{} = {}", ours("variant"), quoted(&code.code.name));
    let options = match code.last_version {
        None => variant,
        Some(version) => {
            format!("deprecated = true, {variant}, {} = {version}", ours("code_last_version"))
        }
    };
    out.push_str(&format!("    {name} = {number} [{options}];\n"));
}

pub(super) fn kind(kind: Kind) -> String {
    format!("KIND_{}", kind.as_str().to_ascii_uppercase())
}

pub(super) fn privacy(privacy: Privacy) -> String {
    format!("PRIVACY_{}", privacy.as_str().to_ascii_uppercase())
}
