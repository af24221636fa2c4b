//! Rounding, buckets and maximum, as far as the tokens decide.

use telemetry_schema::{GranularityProblem, Kind, rules};

use crate::{ast::Field, report::Report};

pub(super) fn check_granularity(field: &Field<'_>, report: &Report) {
    let attrs = &field.attrs;
    let slots = [
        attrs.max.as_ref().map(|slot| &slot.tokens),
        attrs.round.as_ref().map(|slot| &slot.tokens),
        attrs.buckets.as_ref().map(|slot| &slot.tokens),
    ];
    let Some(last) = slots.into_iter().flatten().last() else { return };
    if !field.is_metadata() {
        report.error(rules::GRANULARITY, last, "a text is not rounded; remove this");
    } else if attrs.round.is_some() && attrs.buckets.is_some() {
        report.error(
            rules::GRANULARITY,
            last,
            "a value is either rounded or put into buckets; keep one of `round` and `buckets`",
        );
    } else if let Some(problem) = field.granularity().problem() {
        let at = match problem {
            GranularityProblem::MaxBesideBuckets | GranularityProblem::MaxBesideStep => {
                slots[0].unwrap_or(last)
            }
            _ => last,
        };
        report.error(rules::GRANULARITY, at, problem);
    } else if let Some(message) = field.primitive().and_then(|kind| unsuitable(field, kind)) {
        report.error(rules::GRANULARITY, last, message);
    }
}

/// What is wrong with the numbers for this kind of value. The same is checked
/// by the core crate where only the compiler knows the kind.
fn unsuitable(field: &Field<'_>, kind: Kind) -> Option<String> {
    if kind == Kind::Bool {
        return Some("a `bool` is not rounded; remove this".to_owned());
    }
    let (low, high) = kind.range();
    let possible = |number: &f64| {
        (low..=high).contains(number) && (!kind.is_integer() || number.fract() == 0.0)
    };
    let numbers = field.granularity();
    let wrong = numbers.numbers().find(|number| !possible(number))?;
    Some(format!("a `{kind}` is never {wrong}; write numbers that it can be"))
}
