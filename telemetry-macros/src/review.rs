//! Finds the review of each audited text of a declaration.
//!
//! A text leaves under the review of exactly this declaration in
//! `protocol/reviews.toml` of the workspace that encloses the package, and
//! under nothing else: no attribute, environment variable or feature speaks
//! for it. Where the file is and how it is read is known to
//! [`telemetry_schema::reviews`].

use std::fmt;

use proc_macro2::TokenStream;
use telemetry_schema::{
    DefinitionHash, Privacy, TextReview,
    reviews::{self, REVIEWS_PATH, Reviews},
    rules,
};

use crate::{
    ast::{Container, Event, Field},
    package::Package,
    record,
    report::Report,
    types::literal_primitive,
    waivers,
};

/// Gives every audited text its review, or reports what is missing.
pub(crate) fn attach(container: &mut Container<'_>, package: &Package, report: &Report) {
    let Some(first) = audited(container).map(|(_, _, field)| audited_tokens(field)).next() else {
        return;
    };
    let located = match reviews::locate(&package.manifest_dir) {
        Ok(located) => located,
        Err(error) => return report.error(rules::AUDITED_TEXT, first, error),
    };
    let reviews = match Reviews::parse(located.text.as_deref().unwrap_or("")) {
        Ok(reviews) => reviews,
        Err(error) => return report.error(rules::AUDITED_TEXT, first, error),
    };
    let found = find_all(container, &reviews, package, report);
    for (event, field, review) in found {
        container.events[event].fields[field].review = Some(review);
    }
    container.watched.extend(located.text.map(|_| located.path));
}

fn audited<'s, 'a>(
    container: &'s Container<'a>,
) -> impl Iterator<Item = (usize, usize, &'s Field<'a>)> {
    container.events.iter().enumerate().flat_map(|(event, it)| {
        let fields = it.fields.iter().enumerate();
        let audited = fields.filter(|(_, field)| field.privacy() == Privacy::Audited);
        audited.map(move |(at, field)| (event, at, field))
    })
}

fn find_all(
    container: &Container<'_>,
    reviews: &Reviews,
    package: &Package,
    report: &Report,
) -> Vec<(usize, usize, TextReview)> {
    // The hash of a declaration with mistakes is nobody's to review.
    let clean = report.is_clean();
    let mut found = Vec::new();
    for (at, position, field) in audited(container) {
        let event = &container.events[at];
        let hash = record::definition_hash(container, event);
        match find(container, event, field, reviews, &hash) {
            Ok(review) => found.push((at, position, review)),
            // That a number needs no review is said at its type.
            Err(_) if literal_primitive(field.ty).is_some() => {}
            // The record says that it is not accepted, and has no review.
            Err(_) if package.unaccepted => {}
            Err(missing) => {
                let message = if clean { missing.to_string() } else { missing.unclean() };
                report.error(rules::AUDITED_TEXT, audited_tokens(field), message);
            }
        }
    }
    for (at, position, review) in &found {
        let event = &container.events[*at];
        check_identity(container, event, &event.fields[*position], review, report);
    }
    found
}

/// Why a text has no review.
enum Missing {
    /// With the entry to complete.
    Review { key: String, entry: String },
    /// The one at this line is of another declaration.
    Definition { key: String, event: String, line: usize, hash: DefinitionHash },
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Review { key, entry } => write!(
                f,
                "the text `{key}` leaves only after a review of this declaration, and \
                 {REVIEWS_PATH} has none; have somebody review it, complete this entry and add it \
                 there:\n\n{entry}"
            ),
            Self::Definition { key, event, line, hash } => write!(
                f,
                "the declaration of {event} is not the one that was reviewed for the text `{key}`; \
                 have the review in {REVIEWS_PATH}, line {line}, given again, and write there\n\n\
                 definition = \"{hash}\"\n"
            ),
        }
    }
}

impl Missing {
    /// What can be said while the declaration is about to change.
    fn unclean(&self) -> String {
        match self {
            Self::Review { key, .. } => format!(
                "the text `{key}` leaves only after a review of this declaration, and \
                 {REVIEWS_PATH} has none; mend the other mistakes, then the entry to have reviewed \
                 is shown here"
            ),
            Self::Definition { key, line, .. } => format!(
                "the text `{key}` leaves only after a review of exactly this declaration; mend the \
                 other mistakes, then the review in {REVIEWS_PATH}, line {line}, counts again or is \
                 to be given again"
            ),
        }
    }
}

fn find(
    container: &Container<'_>,
    event: &Event<'_>,
    field: &Field<'_>,
    reviews: &Reviews,
    hash: &DefinitionHash,
) -> Result<TextReview, Missing> {
    let (feature, action, key) = (container.feature(), container.action(event), field.key());
    let Some(review) = reviews.find(feature, action, &key) else {
        let entry = reviews::entry_template(feature, action, &key, hash);
        return Err(Missing::Review { key, entry });
    };
    if review.definition != *hash {
        let event = format!("({feature}, {action})");
        return Err(Missing::Definition { key, event, line: review.line, hash: *hash });
    }
    Ok(TextReview::from(review))
}

/// A field whose key names a person, by a waiver, is an identity in the event.
fn check_identity(
    container: &Container<'_>,
    event: &Event<'_>,
    field: &Field<'_>,
    review: &TextReview,
    report: &Report,
) {
    // A key that identifies and has no waiver is a code, or refused by itself.
    let identifies = |other: &&Field<'_>| {
        waivers::fires(other, rules::IDENTIFYING_KEY)
            && waivers::waives(container, event, other, rules::IDENTIFYING_KEY)
    };
    let mut others = event.fields.iter().filter(|other| other.key() != field.key());
    let identity = others.find(identifies);
    if let Some(identity) = identity.filter(|_| !review.with_user) {
        report.error(
            rules::TEXT_WITH_IDENTITY,
            audited_tokens(field),
            format!(
                "the text `{}` would leave together with `{}`, which may say who it was; remove one of \
                 them from ({}, {}), or have the review say `with_user = true`",
                field.key(),
                identity.key(),
                container.feature(),
                container.action(event)
            ),
        );
    }
}

/// The word `audited` of a field.
fn audited_tokens(field: &Field<'_>) -> TokenStream {
    field.attrs.audited.as_ref().map_or_else(TokenStream::new, |slot| slot.tokens.clone())
}
