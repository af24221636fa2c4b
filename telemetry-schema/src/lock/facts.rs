//! What a reader of the lock wants to know without knowing the options: one
//! line under each description. It follows from the options; the reader of
//! the lock skips it and the comparison of texts makes sure that it is true.

use super::{LockedEvent, LockedField, State, text::number};
use crate::{FieldSchema, Granularity, Kind, Privacy, Rounding, Stability, names::is_unseen};

/// `Version 1 of (search, shown), for reliability, owned by search-team.`
pub(super) fn event(event: &LockedEvent) -> String {
    let head = &event.head;
    let mut line = format!("Version {} of {}", head.version, head.display_name());
    line.push_str(&format!(", for {}, owned by {}", head.purpose, one_line(&head.owner)));
    if head.stability == Stability::Experimental {
        line.push_str(", experimental");
    }
    if let Some(date) = head.expires {
        line.push_str(&format!(", until {date}"));
    }
    line.push('.');
    if let Some(rate) = head.sample_rate {
        line.push_str(&format!(" Sampled: {}.", rate.sentence()));
    }
    match &event.state {
        State::Live => {}
        State::Removed => line.push_str(" Removed: it is no longer recorded."),
        State::RenamedTo(name) => line.push_str(&format!(" Continued as {}.", one_line(name))),
    }
    line
}

/// `Leaves as a number: u32, in ms, rounded to multiples of 10. May be absent.`
pub(super) fn field(field: &LockedField) -> String {
    let mut line = match field.schema.privacy {
        Privacy::Metadata => as_number(&field.schema),
        Privacy::Private => "Text that stays on the instance.".to_owned(),
        Privacy::Audited => as_text(&field.schema),
    };
    if field.schema.optional {
        line.push_str(" May be absent.");
    }
    if let Some(version) = field.last_version {
        line.push_str(&format!(" Removed after version {version}."));
    }
    line
}

fn as_number(field: &FieldSchema) -> String {
    let kind = match field.kind {
        Kind::Enum => "a code".to_owned(),
        kind => kind.to_string(),
    };
    let unit = field.unit.map(|unit| format!(", in {unit}")).unwrap_or_default();
    format!("Leaves as a number: {kind}{unit}{}.", granularity(&field.granularity))
}

fn as_text(field: &FieldSchema) -> String {
    let Some(review) = &field.review else { return "Text without a review.".to_owned() };
    let user = if review.with_user { "with" } else { "without" };
    format!(
        "Leaves as text, {user} an identity: at most {} bytes, reviewed by {} until {}.",
        review.limits.max_bytes(),
        one_line(&review.reviewer),
        review.expires
    )
}

/// In the words that follow a kind; empty for a number that leaves as it is.
pub(crate) fn granularity(granularity: &Granularity) -> String {
    let mut words = match &granularity.rounding {
        Rounding::Exact => String::new(),
        Rounding::Step(step) => format!(", rounded to multiples of {}", number(*step)),
        Rounding::PowerOfTwo => ", rounded to powers of two".to_owned(),
        Rounding::Buckets(bounds) => {
            let bounds: Vec<String> = bounds.iter().map(|bound| number(*bound)).collect();
            format!(", in buckets from {}", bounds.join(", "))
        }
    };
    if let Some(max) = granularity.max {
        words.push_str(&format!(", at most {}", number(max)));
    }
    words
}

fn one_line(text: &str) -> String {
    text.replace(is_unseen, " ").trim_end().to_owned()
}
