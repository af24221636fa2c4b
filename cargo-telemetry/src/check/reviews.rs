//! The audited texts of a program against `protocol/reviews.toml`.
//!
//! A program carries the reviews that it was built with, and those decide while
//! it runs. Here they are compared with what the workspace says today, and with
//! the calendar.

use std::collections::BTreeSet;

use telemetry_schema::{
    Date, EventSchema, TextReview,
    audit::{Allowed, Limits},
    lint::{Class, Finding, SOON_DAYS},
    reviews::{REVIEWS_PATH, Review, Reviews},
    rules::{AUDITED_TEXT, Level},
};

pub(super) fn check(events: &[EventSchema], reviews: &Reviews, today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    for text in events.iter().flat_map(texts) {
        match reviews.find(&text.event.feature, &text.event.action, text.key) {
            Some(review) => {
                used.insert(review.line);
                findings.extend(differences(&text, review));
                findings.extend(expiry(&text, today));
            }
            None => findings.push(unreviewed(&text)),
        }
    }
    let unused = reviews.iter().filter(|review| !used.contains(&review.line));
    findings.extend(unused.map(unused_review));
    findings
}

/// An audited text with the review that it was built with.
struct Text<'a> {
    event: &'a EventSchema,
    key: &'a str,
    built: &'a TextReview,
}

fn texts(event: &EventSchema) -> impl Iterator<Item = Text<'_>> {
    event.fields.iter().filter_map(move |field| {
        Some(Text { event, key: &field.key, built: field.review.as_ref()? })
    })
}

impl Text<'_> {
    fn finding(&self, level: Level, message: String, fix: &str) -> Finding {
        Finding {
            rule: AUDITED_TEXT,
            level,
            class: (level == Level::Deny).then_some(Class::Privacy),
            event: self.event.display_name(),
            field: Some(self.key.to_owned()),
            old: None,
            new: None,
            place: self.event.declared_by.clone(),
            message,
            fix: fix.to_owned(),
        }
    }
}

fn unreviewed(text: &Text<'_>) -> Finding {
    let message = format!("this text can leave, and {REVIEWS_PATH} has no review of it");
    let fix = "have the declaration reviewed and build again, or make the text private";
    text.finding(Level::Deny, message, fix)
}

/// Where the program was built with other terms than the workspace has.
fn differences(text: &Text<'_>, review: &Review) -> Vec<Finding> {
    let built = text.built;
    let (here, there) = (review.limits(), &built.limits);
    let terms = [
        ("declaration", review.definition.to_string(), built.definition.to_string()),
        ("max_bytes", here.max_bytes().to_string(), there.max_bytes().to_string()),
        ("texts", allowed(here), allowed(there)),
        ("with_user", review.with_user.to_string(), built.with_user.to_string()),
        ("expires", review.expires.to_string(), built.expires.to_string()),
    ];
    let differing = terms.into_iter().filter(|(_, here, there)| here != there);
    differing.map(|(term, here, there)| difference(text, review.line, term, here, there)).collect()
}

fn difference(text: &Text<'_>, line: usize, term: &str, here: String, there: String) -> Finding {
    let message =
        format!("the program was built with another `{term}` than {REVIEWS_PATH}:{line} has");
    let fix = "build the program with these reviews, or have its declaration reviewed";
    Finding { old: Some(here), new: Some(there), ..text.finding(Level::Deny, message, fix) }
}

fn allowed(limits: &Limits) -> String {
    match limits.allowed() {
        Allowed::Pattern(pattern) => format!("pattern {pattern}"),
        // As a set: the order of a list allows nothing more.
        Allowed::Values(values) => {
            let values: BTreeSet<_> = values.iter().map(String::as_str).collect();
            format!("values {}", values.into_iter().collect::<Vec<_>>().join(", "))
        }
    }
}

fn expiry(text: &Text<'_>, today: Date) -> Option<Finding> {
    let expires = text.built.expires;
    let message = match expires.days_since_epoch() - today.days_since_epoch() {
        ..=0 => format!("its review expired on {expires}, and the text is left out"),
        days @ 1..=SOON_DAYS => {
            let plural = if days == 1 { "" } else { "s" };
            format!(
                "its review expires on {expires}, in {days} day{plural}; then the text is left out"
            )
        }
        _ => return None,
    };
    let fix = "have the text reviewed again, or remove it";
    let new = Some(expires.to_string());
    Some(Finding { new, ..text.finding(Level::Warn, message, fix) })
}

fn unused_review(review: &Review) -> Finding {
    Finding {
        rule: AUDITED_TEXT,
        level: Level::Warn,
        class: None,
        event: format!("({}, {})", review.feature, review.action),
        field: Some(review.field.clone()),
        old: None,
        new: None,
        place: format!("{REVIEWS_PATH}:{}", review.line),
        message: "this is a review of a text that no event of the given files has".to_owned(),
        fix: "remove the review, or name the file that has the event as well".to_owned(),
    }
}
