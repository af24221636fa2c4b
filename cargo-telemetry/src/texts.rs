//! The audited texts of a program against `protocol/reviews.toml`.
//!
//! A program carries the reviews that it was built with, and those decide while
//! it runs. Here they are compared with what the workspace says today, and with
//! the calendar. A build that was not compared with the lock may lack its
//! reviews; it knows the hash that a review has to name.

use std::collections::BTreeSet;

use telemetry_schema::{
    Date, DefinitionHash, EventSchema, Privacy, TextReview, compare,
    lint::{Class, Finding, SOON_DAYS},
    lock::{Lock, State},
    reviews::{REVIEWS_PATH, Review, entry_template},
    rules::{AUDITED_TEXT, Level},
};

use crate::{
    diagnostic::{Diagnostic, Location},
    facts::allowed,
    workspace::Workspace,
};

/// Everything that is to be said of the texts of these events and of the
/// reviews.
pub(crate) fn check(
    events: &[EventSchema],
    workspace: &Workspace,
    lock: &Lock,
    today: Date,
) -> Vec<Diagnostic> {
    let mut found = denied(events, workspace);
    let soon = of(events, workspace).filter_map(|text| Some((text.expiry(today)?, text)));
    found.extend(soon.map(|(finding, text)| text.placed(finding, workspace)));
    let used: BTreeSet<_> =
        of(events, workspace).filter_map(|text| Some(text.given?.line)).collect();
    let unused = workspace.reviews.iter().filter(|it| !used.contains(&it.line));
    let unused = unused.filter(|review| !is_absent(review, lock));
    found.extend(unused.map(|review| unused_review(review, workspace)));
    found
}

/// Gives the texts of a build that was not compared with the lock the reviews
/// that the workspace has of exactly these declarations. The macros did so too,
/// but cargo does not build anew when the first review is written.
pub(crate) fn attach(events: &mut [EventSchema], workspace: &Workspace) {
    for EventSchema { feature, action, fields, unaccepted, .. } in events {
        let Some(definition) = unaccepted else { continue };
        for field in fields.iter_mut().filter(|field| field.privacy == Privacy::Audited) {
            let given = workspace.reviews.find(feature, action, &field.key);
            let given = given.filter(|given| given.definition == *definition);
            field.review = given.map(TextReview::from);
        }
    }
}

/// Texts that leave, or would, otherwise than the workspace's reviews say. What
/// was not compared with the lock is compared with the reviews at the same time.
pub(crate) fn denied(events: &[EventSchema], workspace: &Workspace) -> Vec<Diagnostic> {
    let differing = |text: Text<'_>| -> Vec<Diagnostic> {
        let findings = text.problems();
        findings.into_iter().map(|it| text.placed(it, workspace)).collect()
    };
    of(events, workspace).filter(|it| it.event.unaccepted.is_none()).flat_map(differing).collect()
}

/// An audited text.
pub(crate) struct Text<'a> {
    pub(crate) event: &'a EventSchema,
    pub(crate) key: &'a str,
    /// The review that it was built with.
    pub(crate) built: Option<&'a TextReview>,
    /// The review that the workspace has of it, for whichever declaration.
    pub(crate) given: Option<&'a Review>,
}

/// Every audited text of the events.
pub(crate) fn of<'a>(
    events: &'a [EventSchema],
    workspace: &'a Workspace,
) -> impl Iterator<Item = Text<'a>> {
    events.iter().flat_map(|event| of_event(event, workspace))
}

/// Every audited text of one event.
pub(crate) fn of_event<'a>(
    event: &'a EventSchema,
    workspace: &'a Workspace,
) -> impl Iterator<Item = Text<'a>> {
    let audited = event.fields.iter().filter(|field| field.privacy == Privacy::Audited);
    audited.map(move |field| Text {
        event,
        key: &field.key,
        built: field.review.as_ref(),
        given: workspace.reviews.find(&event.feature, &event.action, &field.key),
    })
}

impl Text<'_> {
    /// The declaration that a review has to be for, as far as it is known.
    pub(crate) fn definition(&self) -> Option<DefinitionHash> {
        self.event.unaccepted.or_else(|| Some(self.built?.definition))
    }

    /// Whether the workspace has a review of exactly this declaration.
    pub(crate) fn is_reviewed(&self) -> bool {
        self.given.is_some_and(|given| Some(given.definition) == self.definition())
    }

    /// The entry that is to be completed.
    pub(crate) fn entry(&self) -> Option<String> {
        let EventSchema { feature, action, .. } = self.event;
        Some(entry_template(feature, action, self.key, &self.definition()?))
    }

    /// The finding, with the line of the review.
    fn placed(&self, finding: impl Into<Diagnostic>, workspace: &Workspace) -> Diagnostic {
        let location = self.given.map(|given| location(given, workspace));
        let declared_by = Some(self.event.declared_by.clone());
        Diagnostic { location, declared_by, ..finding.into() }
    }

    fn problems(&self) -> Vec<Diagnostic> {
        match (self.given, self.built) {
            (None, _) => vec![self.unreviewed().into()],
            (Some(given), Some(built)) => match voided(self, given, built) {
                Some(voided) => vec![voided],
                None => self.differences(given, built),
            },
            // Only what was not compared with the reviews is without one.
            (Some(_), None) => Vec::new(),
        }
    }

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

    fn unreviewed(&self) -> Finding {
        let message = format!("this text can leave, and {REVIEWS_PATH} has no review of it");
        let fix = "have the declaration reviewed and build again, or make the text private";
        self.finding(Level::Deny, message, fix)
    }

    /// Where the program was built with other terms than the workspace has.
    fn differences(&self, given: &Review, built: &TextReview) -> Vec<Diagnostic> {
        let (here, there) = (given.limits(), &built.limits);
        let terms = [
            ("max_bytes", here.max_bytes().to_string(), there.max_bytes().to_string()),
            ("texts", allowed(here), allowed(there)),
            ("with_user", given.with_user.to_string(), built.with_user.to_string()),
            ("expires", given.expires.to_string(), built.expires.to_string()),
        ];
        let differing = terms.into_iter().filter(|(_, here, there)| here != there);
        let finding = |(term, here, there): (&str, String, String)| {
            let message =
                format!("the program was built with another `{term}` than {REVIEWS_PATH} has");
            let fix = "build the program with these reviews, or have its declaration reviewed";
            let (old, new) = (Some(here), Some(there));
            Finding { old, new, ..self.finding(Level::Deny, message, fix) }.into()
        };
        differing.map(finding).collect()
    }

    /// What there is to say of the last day of its review.
    fn expiry(&self, today: Date) -> Option<Finding> {
        let built = self.built.map(|review| review.expires);
        let expires = built.or_else(|| self.given.map(|review| review.expires))?;
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
        Some(Finding { new, ..self.finding(Level::Warn, message, fix) })
    }
}

/// A review of another declaration of the event is none of this one.
fn voided(text: &Text<'_>, given: &Review, built: &TextReview) -> Option<Diagnostic> {
    let mut event = text.event.clone();
    let field = event.fields.iter_mut().find(|field| field.key == text.key)?;
    field.review = Some(TextReview::from(given));
    compare::check_definition(&event, text.key, built.definition).map(Diagnostic::from)
}

/// Whether the text was accepted and is merely no part of this build.
fn is_absent(review: &Review, lock: &Lock) -> bool {
    let event = lock.event(&review.feature, &review.action);
    let event = event.filter(|event| event.state == State::Live);
    let field = event.and_then(|event| event.field(&review.field));
    field.is_some_and(|field| field.is_live() && field.schema.privacy == Privacy::Audited)
}

fn unused_review(review: &Review, workspace: &Workspace) -> Diagnostic {
    let finding = Finding {
        rule: AUDITED_TEXT,
        level: Level::Warn,
        class: None,
        event: format!("({}, {})", review.feature, review.action),
        field: Some(review.field.clone()),
        old: None,
        new: None,
        place: String::new(),
        message: "this is a review of a text that no event of the given files has".to_owned(),
        fix: "remove the review, or build what has the event as well".to_owned(),
    };
    let location = Some(location(review, workspace));
    Diagnostic { location, declared_by: None, ..finding.into() }
}

fn location(review: &Review, workspace: &Workspace) -> Location {
    let text = workspace.reviews_text.lines().nth(review.line - 1).unwrap_or_default();
    Location { path: REVIEWS_PATH.to_owned(), line: review.line, column: 1, text: text.to_owned() }
}
