//! Integers that a double cannot tell apart.

use super::Finding;
use crate::{EventSchema, FieldSchema, Kind, Privacy, Rounding, rules};

/// Every integer up to this one, 2^53, is a double; from there on some are not.
pub const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

pub(super) fn check(events: &[&EventSchema], findings: &mut Vec<Finding>) {
    for event in events {
        let rounded = event.fields.iter().filter(|field| can_be_rounded(field));
        findings.extend(rounded.map(|field| rounding(event, field)));
    }
}

fn can_be_rounded(field: &FieldSchema) -> bool {
    let wide = matches!(field.kind, Kind::U64 | Kind::I64 | Kind::Usize | Kind::Isize);
    wide && field.privacy == Privacy::Metadata && !is_bounded(field)
}

/// Only a maximum can be declared; how far a signed number goes down is left
/// out of account.
fn is_bounded(field: &FieldSchema) -> bool {
    match &field.granularity.rounding {
        Rounding::Buckets(bounds) => bounds.iter().all(|bound| bound.abs() <= EXACT_INTEGERS),
        _ => field.granularity.max.is_some_and(|max| max <= EXACT_INTEGERS),
    }
}

fn rounding(event: &EventSchema, field: &FieldSchema) -> Finding {
    let message =
        format!("a `{}` beyond 9007199254740992 (2^53) is rounded to a double", field.kind);
    let fix = "nothing, if it never gets that far; a smaller type or `max` says so";
    Finding {
        field: Some(field.key.clone()),
        new: Some(field.kind.to_string()),
        ..Finding::new(rules::ROUNDED_INTEGER, event, message, fix)
    }
}
