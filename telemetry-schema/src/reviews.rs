//! What people decided: which text may leave, in `protocol/reviews.toml`.
//!
//! The reader of that file lives here, and the entry that a person completes. It fails closed: one fault anywhere, and
//! there are no reviews. Nothing here asks a clock, an environment variable or
//! a configuration, and nothing here decides what a definition is: a review
//! only names the hash of the one that it was given for.

mod entry;
mod error;
mod table;
mod template;

use std::collections::BTreeMap;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{Date, DefinitionHash, TextReview, audit::Limits, nearest};
use error::Faults;

pub use crate::workspace::{LocateError, Located, locate};
pub use error::{Fault, FaultKind, ReviewsError};
pub use template::entry_template;

/// Where the reviews of a workspace are, from its root.
pub const REVIEWS_PATH: &str = "protocol/reviews.toml";

/// The longest time between the date of a review and its expiry, in days.
pub const MAX_TERM_DAYS: i64 = 730;

/// The only table of the file.
const TABLE: &str = "audited";

/// One decision: this text may leave, within these limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The event's feature.
    pub feature: String,
    /// The event's action.
    pub action: String,
    /// The key of the text on the wire.
    pub field: String,
    /// The declaration that was reviewed; any other is not.
    pub definition: DefinitionHash,
    /// Why the text may leave; not blank.
    pub reason: String,
    limits: Limits,
    /// Whether it may leave in one event with a user's identity.
    pub with_user: bool,
    /// The person or team who decided; not blank.
    pub reviewer: String,
    /// Where the review was held; not blank.
    pub link: String,
    /// The day of the decision.
    pub date: Date,
    /// The first day on which it no longer holds: after `date`, by at most
    /// [`MAX_TERM_DAYS`].
    pub expires: Date,
    /// The line of the file at which the entry begins, from 1.
    pub line: usize,
}

impl From<&Review> for TextReview {
    /// As a program carries it.
    fn from(review: &Review) -> Self {
        Self {
            limits: review.limits.clone(),
            with_user: review.with_user,
            definition: review.definition,
            reason: review.reason.clone(),
            reviewer: review.reviewer.clone(),
            link: review.link.clone(),
            date: review.date,
            expires: review.expires,
        }
    }
}

impl Review {
    /// What the text may be.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// The reviews of one workspace, each text once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviews {
    /// In the order of the file.
    reviews: Vec<Review>,
}

impl Reviews {
    /// Reads the text of a `protocol/reviews.toml`.
    ///
    /// # Errors
    /// Every fault of the file. While it is not TOML at all, these are the
    /// faults of its syntax only: what a broken line was meant to say is not
    /// guessed at.
    pub fn parse(text: &str) -> Result<Self, ReviewsError> {
        let mut faults = Faults::of(text);
        let (document, syntax) = DeTable::parse_recoverable(text);
        for error in &syntax {
            let at = error.span().map_or(0, |span| span.start);
            faults.add(at, FaultKind::Syntax(error.message().to_owned()));
        }
        let reviews = match syntax.as_slice() {
            [] => read_document(document.get_ref(), &mut faults),
            _ => Vec::new(),
        };
        faults.into_result().map(|()| Self { reviews })
    }

    /// The review of this event's text with this key.
    #[must_use]
    pub fn find(&self, feature: &str, action: &str, key: &str) -> Option<&Review> {
        self.iter().find(|review| {
            review.feature == feature && review.action == action && review.field == key
        })
    }

    /// All reviews, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Review> {
        self.reviews.iter()
    }
}

impl<'a> IntoIterator for &'a Reviews {
    type Item = &'a Review;
    type IntoIter = std::slice::Iter<'a, Review>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn read_document(document: &DeTable<'_>, faults: &mut Faults<'_>) -> Vec<Review> {
    let mut reviews = Vec::new();
    for (key, value) in document {
        let at = key.span().start;
        match value.get_ref() {
            _ if key.get_ref() != TABLE => {
                let (name, near) = (key.get_ref().to_string(), nearest(key.get_ref(), [TABLE]));
                faults.add(at, FaultKind::UnknownTable { name, near });
            }
            DeValue::Array(entries) => reviews = read_entries(entries, faults),
            _ => faults.add(at, FaultKind::NotEntries),
        }
    }
    reviews
}

fn read_entries(entries: &[Spanned<DeValue<'_>>], faults: &mut Faults<'_>) -> Vec<Review> {
    let mut reviews = Vec::new();
    let mut seen = BTreeMap::new();
    for entry in entries {
        let at = entry.span().start;
        let Some(table) = entry.get_ref().as_table() else {
            faults.add(at, FaultKind::NotEntries);
            continue;
        };
        // By what is written, so that an entry with other faults counts too.
        if let Some(subject) = entry::subject(table)
            && let Some(first) = seen.insert(subject, faults.line(at))
        {
            faults.add(at, FaultKind::Duplicate { first });
        }
        reviews.extend(entry::read(table, at, faults));
    }
    reviews
}
