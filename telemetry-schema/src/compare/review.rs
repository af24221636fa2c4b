//! Reviews of texts: which texts may leave, with whom, for how long, and
//! whether each is for the declaration that it stands at.

use super::{
    Change,
    event::{term, words},
    report::{Place, Report, both, field},
    rules::{self as rule},
    texts,
};
use crate::{
    DefinitionHash, EventSchema, FieldSchema, Kind, Privacy, TextReview,
    audit::{Allowed, Limits},
    lock::{Declared, LockedEvent},
};

pub(super) fn compare(report: &mut Report, place: Place<'_>, old: &TextReview, new: &TextReview) {
    limits(report, place, &old.limits, &new.limits);
    if old.with_user != new.with_user {
        let rule = if new.with_user { rule::IDENTITY } else { rule::NO_IDENTITY };
        let word = if new.with_user { "with" } else { "without" };
        let message = format!("the text may now leave {word} an identity");
        report.note(rule, place, both(old.with_user, new.with_user), message);
    }
    term(report, place, "the text", Some(old.expires), Some(new.expires));
    words(report, place, "the reason of the review", &old.reason, &new.reason);
    words(report, place, "the reviewer", &old.reviewer, &new.reviewer);
    words(report, place, "the link of the review", &old.link, &new.link);
    let days = (old.date.to_string(), new.date.to_string());
    words(report, place, "the day of the review", &days.0, &days.1);
}

fn limits(report: &mut Report, place: Place<'_>, old: &Limits, new: &Limits) {
    let (before, now) = (old.max_bytes(), new.max_bytes());
    if before != now {
        let (rule, word) = if now > before {
            (rule::TEXT_WIDER, "longer")
        } else {
            (rule::TEXT_NARROWER, "shorter")
        };
        let message = format!("the longest text that may leave is {word}");
        report.note(rule, place, both(format!("{before} bytes"), format!("{now} bytes")), message);
    }
    if let Some(rule) = texts::compare(old.allowed(), new.allowed()) {
        let message = "other texts may leave than were accepted".to_owned();
        report.note(rule, place, both(allowed(old), allowed(new)), message);
    }
}

fn allowed(limits: &Limits) -> String {
    match limits.allowed() {
        Allowed::Values(values) => values.join(", "),
        Allowed::Pattern(pattern) => pattern.clone(),
    }
}

/// What can be seen of a review that was not given for this declaration
/// without computing the hash: two texts of one event were reviewed as parts
/// of two declarations, or the declaration changed and the hash did not.
pub(super) fn definitions(report: &mut Report, locked: &LockedEvent, new: Declared<'_>) {
    let mut old = locked.schema();
    // A field that this build leaves out was not edited.
    old.fields.retain(|field| new.event.field(&field.key).is_some() || !new.declares(&field.key));
    let edited = declaration(&old) != declaration(new.event);
    let fields = &new.event.fields;
    let reviewed = fields.iter().filter_map(|it| Some((&it.key, it.review.as_ref()?.definition)));
    let first = reviewed.clone().map(|(_, hash)| hash).next();
    for (key, hash) in reviewed {
        let before = old.field(key).and_then(|field| field.review.as_ref());
        let stale = edited && before.is_some_and(|review| review.definition == hash);
        if stale || first.is_some_and(|first| first != hash) {
            mismatch(report, key, &hash, None);
        }
    }
}

/// Texts that would leave without a review; only a declaration that nobody
/// compared with the reviews can have any.
pub(super) fn unreviewed(report: &mut Report, new: &EventSchema) {
    for text in new.fields.iter().filter(|it| is_unreviewed(it)) {
        let message = "the text leaves only after a review of this declaration".to_owned();
        let fix = "have it reviewed; `cargo telemetry review` shows the entry to complete";
        let values = (None, new.unaccepted.as_ref().map(ToString::to_string));
        report.add(rule::DEFINITION, field(&text.key), values, (message, fix));
    }
}

/// Whether it is not known under which terms the text leaves.
pub(super) fn is_unreviewed(field: &FieldSchema) -> bool {
    field.privacy == Privacy::Audited && field.review.is_none()
}

/// What of a declaration is certain to be in its hash, whatever its order.
fn declaration(event: &EventSchema) -> Vec<u8> {
    let mut event = crate::lock::normal(event);
    for field in &mut event.fields {
        // Types count as they are spelled; the compiler's answers do not.
        (field.review, field.kind, field.optional) = (None, Kind::Bool, false);
    }
    event.fields.sort_by(|a, b| a.key.cmp(&b.key));
    event.encode_open().0
}

/// Whether the review of this field is for the declaration with this hash;
/// nothing if it is, or if there is none. For who can compute the hash: the
/// macro that has the tokens.
#[must_use]
pub fn check_definition(event: &EventSchema, key: &str, actual: DefinitionHash) -> Option<Change> {
    let review = event.field(key)?.review.as_ref()?;
    let mut report = Report::of(event.display_name());
    if review.definition != actual {
        mismatch(&mut report, key, &review.definition, Some(&actual));
    }
    report.changes.pop()
}

fn mismatch(
    report: &mut Report,
    key: &str,
    found: &DefinitionHash,
    actual: Option<&DefinitionHash>,
) {
    let message = "the review was given for another declaration of the event".to_owned();
    let fix = "have the text reviewed as it is declared now";
    let values = (Some(found.to_string()), actual.map(ToString::to_string));
    report.add(rule::DEFINITION, field(key), values, (message, fix));
}
