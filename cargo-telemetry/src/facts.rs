//! What is to be known of a declaration, in words for people.

use telemetry_schema::{
    EventSchema, FieldSchema, Rounding,
    audit::{Allowed, Limits},
};

use crate::json::tenths;

/// The kind of the field at this position, with the name of its enum.
pub(crate) fn kind(event: &EventSchema, position: usize) -> String {
    let field = &event.fields[position];
    let table = event.enums.iter().find(|table| table.field as usize == position);
    let name = table.map(|table| format!(" {}", table.name)).unwrap_or_default();
    let optional = if field.optional { ", optional" } else { "" };
    format!("{}{name}{optional}", field.kind)
}

/// As what a number leaves that is made coarser before.
pub(crate) fn granularity(field: &FieldSchema) -> Option<String> {
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
    if terms.is_empty() { None } else { Some(terms.join(", ")) }
}

/// Which texts may leave.
pub(crate) fn allowed(limits: &Limits) -> String {
    match limits.allowed() {
        Allowed::Pattern(pattern) => format!("as a whole of the pattern `{pattern}`"),
        Allowed::Values(values) => {
            let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
            format!("one of {}", values.join(", "))
        }
    }
}

/// So many bits, rounded up to a tenth.
pub(crate) fn bits(bits: f64) -> String {
    let bits = tenths(bits);
    format!("{bits} {}", if bits == 1.0 { "bit" } else { "bits" })
}
