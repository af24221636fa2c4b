//! Declarations as JSON, for programs that read the result of a subcommand.
//!
//! The shape is documented in `docs/inspect.md`. Every name is always there;
//! what is absent is `null` or an empty list. The order of events and of fields
//! is fixed, that of names is not part of the shape.

use serde_json::{Value, json};
use telemetry_schema::{
    EnumCode, EnumSchema, EventSchema, FieldSchema, Rounding, SampleRate, TextReview, Waiver,
    audit::Allowed,
};

/// An event with everything that follows from it.
pub(crate) fn event(event: &EventSchema) -> Value {
    let fields: Vec<_> = (0..event.fields.len()).map(|position| field(event, position)).collect();
    let derived = json!({
        "may_identify": event.may_identify(),
        "worst_case_bits": tenths(event.worst_case_bits()),
        "worst_case_size": event.worst_case_size(),
        "absent_keys": event.absent_keys,
        "accepted": event.unaccepted.is_none(),
        "fields": fields,
    });
    together(event_head(event), derived)
}

/// What is declared of an event beside its fields.
pub(crate) fn event_head(event: &EventSchema) -> Value {
    let billing = event.billing.as_ref();
    json!({
        "feature": event.feature,
        "action": event.action,
        "version": event.version,
        "description": event.description,
        "owner": event.owner,
        "purpose": event.purpose.as_str(),
        "stability": event.stability.as_str(),
        "expires": event.expires.map(|date| date.to_string()),
        "sample_rate": event.sample_rate.map(SampleRate::get),
        "billing": billing.map(|it| json!({ "product": it.product, "category": it.category })),
        "renamed_from": event.renamed_from,
        "declared_by": event.declared_by,
        "waivers": waivers(&event.waivers),
    })
}

fn field(event: &EventSchema, position: usize) -> Value {
    let values = event.enums.iter().find(|table| table.field as usize == position);
    let derived = json!({ "worst_case_bits": tenths(event.field_bits(position)) });
    together(field_alone(&event.fields[position], values), derived)
}

/// What is declared of a field, with the codes of its enum.
pub(crate) fn field_alone(field: &FieldSchema, values: Option<&EnumSchema>) -> Value {
    json!({
        "key": field.key,
        "name": field.name(),
        "description": field.description,
        "kind": field.kind.as_str(),
        "optional": field.optional,
        "unit": field.unit.map(|unit| unit.symbol()),
        "privacy": field.privacy.as_str(),
        "max": field.granularity.max,
        "rounding": rounding(field),
        "enum": values.map(value_enum),
        "review": field.review.as_ref().map(review),
        "waivers": waivers(&field.waivers),
    })
}

/// One object with the names of both.
fn together(mut object: Value, more: Value) -> Value {
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}

fn rounding(field: &FieldSchema) -> Value {
    match &field.granularity.rounding {
        Rounding::Exact => Value::Null,
        Rounding::Step(step) => json!({ "step": step }),
        Rounding::PowerOfTwo => json!({ "power_of_two": true }),
        Rounding::Buckets(bounds) => json!({ "buckets": bounds }),
    }
}

fn value_enum(table: &EnumSchema) -> Value {
    let code = |EnumCode { code, name, description }: &EnumCode| json!({ "code": code, "name": name, "description": description });
    let codes: Vec<_> = table.codes.iter().map(code).collect();
    json!({ "name": table.name, "description": table.description, "codes": codes })
}

fn review(review: &TextReview) -> Value {
    let (values, pattern) = match review.limits.allowed() {
        Allowed::Values(values) => (Some(values), None),
        Allowed::Pattern(pattern) => (None, Some(pattern)),
    };
    json!({
        "definition": review.definition.to_string(),
        "reason": review.reason,
        "max_bytes": review.limits.max_bytes(),
        "values": values,
        "pattern": pattern,
        "with_user": review.with_user,
        "reviewer": review.reviewer,
        "link": review.link,
        "date": review.date.to_string(),
        "expires": review.expires.to_string(),
    })
}

fn waivers(waivers: &[Waiver]) -> Vec<Value> {
    let waiver = |it: &Waiver| json!({ "rule": it.rule, "reason": it.reason });
    waivers.iter().map(waiver).collect()
}

/// Rounded up, so that little is not nothing, and alike on every machine.
pub(crate) fn tenths(bits: f64) -> f64 {
    // The sum of nothing is minus zero.
    (bits * 10.0).ceil() / 10.0 + 0.0
}
