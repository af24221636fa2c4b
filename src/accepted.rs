//! What the application's workspace has accepted, and which linked events it
//! has not.
//!
//! A declaration carries the review under which it was built, and a library
//! was built with the reviews of its own workspace; code written by hand can
//! claim any review at all. Only the application decides what leaves it, so
//! every review is looked for in the application's own file, embedded by
//! [`accepted!`](crate::accepted). Pure but for the log; it knows declarations
//! and reviews, no queue.

use std::fmt;

use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Privacy, TextReview,
    reviews::{REVIEWS_PATH, Review, Reviews, ReviewsError},
};

/// What the application's workspace has accepted when the program was built.
/// Made by [`accepted!`](crate::accepted); the default accepts nothing.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Accepted {
    /// The text of `protocol/reviews.toml`.
    reviews: Option<&'static str>,
}

impl Accepted {
    /// What [`accepted!`](crate::accepted) expands to.
    #[doc(hidden)]
    #[must_use]
    pub const fn embedded(reviews: Option<&'static str>) -> Self {
        Self { reviews }
    }

    /// The reviews. The macro has read them before; only a file that changed
    /// between its look and the compiler's can be wrong here.
    pub(crate) fn reviews(self) -> Result<Reviews, ReviewsError> {
        Reviews::parse(self.reviews.unwrap_or(""))
    }
}

/// An event that does not leave, because a text of it is not reviewed by the
/// application. It prints as what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotAccepted {
    /// The event's feature.
    pub feature: String,
    /// The event's action.
    pub action: String,
    /// The key of the text.
    pub key: String,
    /// What is wrong with its review.
    pub reason: NotAcceptedReason,
}

/// Why the review of a text does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotAcceptedReason {
    /// The declaration has none; no macro wrote it.
    Unreviewed,
    /// The application has no review of this text.
    Missing,
    /// The application's review is of another declaration.
    OtherDefinition,
    /// The application's review allows other texts, other company or another
    /// time.
    OtherTerms,
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { feature, action, key, .. } = self;
        write!(f, "the event ({feature}, {action}) stays on the instance: ")?;
        match self.reason {
            NotAcceptedReason::Unreviewed => write!(
                f,
                "its text `{key}` has no review; declare it with `#[telemetry(audited)]` and have it reviewed"
            ),
            NotAcceptedReason::Missing => write!(
                f,
                "its text `{key}` has no review in {REVIEWS_PATH} of the application's workspace; have it \
                 reviewed there and pass `telemetry_sdk::accepted!()` to `Telemetry::builder(…).accepted(…)`"
            ),
            NotAcceptedReason::OtherDefinition => write!(
                f,
                "its text `{key}` was reviewed in {REVIEWS_PATH} of the application's workspace for another \
                 declaration; have the review given again, with the hash of the one that is linked"
            ),
            NotAcceptedReason::OtherTerms => write!(
                f,
                "its text `{key}` was built under a review with other limits, `with_user` or `expires` than \
                 {REVIEWS_PATH} of the application's workspace has; make both the same"
            ),
        }
    }
}

/// Every text of the catalog that these reviews do not cover.
pub(crate) fn not_accepted(catalog: &Catalog, reviews: &Reviews) -> Vec<NotAccepted> {
    let fields = catalog.events().iter().flat_map(|event| {
        let audited = event.fields.iter().filter(|field| is_audited(field));
        audited.map(move |field| (event, field))
    });
    fields.filter_map(|(event, field)| judge(event, field, reviews)).collect()
}

fn is_audited(field: &FieldSchema) -> bool {
    field.privacy == Privacy::Audited || field.review.is_some()
}

fn judge(event: &EventSchema, field: &FieldSchema, reviews: &Reviews) -> Option<NotAccepted> {
    let given = reviews.find(&event.feature, &event.action, &field.key);
    let reason = match (&field.review, given) {
        (None, _) => NotAcceptedReason::Unreviewed,
        (Some(_), None) => NotAcceptedReason::Missing,
        (Some(built), Some(given)) if built.definition != given.definition => {
            NotAcceptedReason::OtherDefinition
        }
        (Some(built), Some(given)) if !has_terms(built, given) => NotAcceptedReason::OtherTerms,
        (Some(_), Some(_)) => return None,
    };
    Some(NotAccepted {
        feature: event.feature.clone(),
        action: event.action.clone(),
        key: field.key.clone(),
        reason,
    })
}

fn has_terms(built: &TextReview, given: &Review) -> bool {
    built.limits == *given.limits()
        && built.with_user == given.with_user
        && built.expires == given.expires
}
