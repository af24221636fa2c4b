//! The reviews as the reference shows them: beside what was accepted.
//!
//! The lock says under which terms a text leaves, `protocol/reviews.toml` what
//! people have decided since. Whether a build may use a review is not decided
//! here; that is the macro's, and `check` reports differences.

use std::{io, path::Path};

use telemetry_schema::{
    TextReview,
    lock::LockedEvent,
    reviews::{REVIEWS_PATH, Review, Reviews},
};

use super::DocsError;

/// The text of the reviews; empty if there are none.
pub(super) fn read(root: &Path) -> Result<String, DocsError> {
    let path = root.join(REVIEWS_PATH);
    match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read.map_err(|source| DocsError::Unreadable { path, source }),
    }
}

/// How the terms in the lock stand to those of the file.
pub(super) fn standing(
    reviews: &Reviews,
    event: &LockedEvent,
    key: &str,
    locked: &TextReview,
) -> &'static str {
    match reviews.find(&event.head.feature, &event.head.action, key) {
        None => "not in `protocol/reviews.toml`: no new build can send it",
        Some(review) if same_terms(review, locked) => "as in `protocol/reviews.toml`",
        Some(_) => "other than in `protocol/reviews.toml`: not accepted yet",
    }
}

fn same_terms(review: &Review, locked: &TextReview) -> bool {
    let terms = (&review.reason, &review.reviewer, &review.link, review.date, review.expires);
    let accepted = (&locked.reason, &locked.reviewer, &locked.link, locked.date, locked.expires);
    terms == accepted
        && review.definition == locked.definition
        && *review.limits() == locked.limits
        && review.with_user == locked.with_user
}
