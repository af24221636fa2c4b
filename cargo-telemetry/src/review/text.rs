//! The texts of an event that leave: under which review, or which is to be
//! given.

use telemetry_schema::{
    EventSchema, TextReview,
    audit::{Allowed, Limits},
};

use super::markdown::{code, escaped};
use crate::{
    texts::{Text, of_event},
    workspace::Workspace,
};

pub(super) fn section(event: &EventSchema, workspace: &Workspace) -> String {
    let texts: Vec<Text<'_>> = of_event(event, workspace).collect();
    if texts.is_empty() {
        return String::new();
    }
    let mut form = "\n### Texts that leave\n\n".to_owned();
    form.extend(texts.iter().filter_map(|text| Some(reviewed(text.key, text.built?))));
    form.extend(texts.iter().filter(|text| !text.is_reviewed()).filter_map(missing));
    form
}

fn reviewed(key: &str, review: &TextReview) -> String {
    let user = if review.with_user { "with" } else { "without" };
    format!(
        "- {}: at most {} bytes, {}, {user} a user; reviewed by {} on {} until {}, because {}; see {}\n",
        code(key),
        review.limits.max_bytes(),
        texts(&review.limits),
        escaped(&review.reviewer),
        review.date,
        review.expires,
        escaped(&review.reason),
        escaped(&review.link),
    )
}

fn texts(limits: &Limits) -> String {
    match limits.allowed() {
        Allowed::Pattern(pattern) => format!("of the pattern {}", code(pattern)),
        Allowed::Values(values) => {
            let values: Vec<_> = values.iter().map(|value| code(value)).collect();
            format!("one of {}", values.join(", "))
        }
    }
}

/// The entry that somebody has to complete.
fn missing(text: &Text<'_>) -> Option<String> {
    let entry = text.entry()?;
    let what = match text.given {
        None => "has no review".to_owned(),
        Some(given) => {
            let by = escaped(&given.reviewer);
            format!("was reviewed by {by} on {} for another declaration", given.date)
        }
    };
    Some(format!(
        "- {} {what}. To be completed in `protocol/reviews.toml`:\n\n```toml\n{entry}```\n",
        code(text.key)
    ))
}
