//! What the application's workspace has accepted, and which linked events it
//! has not.
//!
//! A library was built with the lock and the reviews of its own workspace, and
//! code written by hand can claim anything. Only the application decides what
//! leaves it, so every linked declaration is compared with the application's
//! own lock and reviews, embedded by [`accepted!`](crate::accepted). Pure: it
//! knows declarations and what was accepted, no queue and no clock.

mod told;

use std::collections::BTreeMap;

use telemetry_schema::{
    Catalog, EventSchema, FieldSchema, Privacy, TextReview,
    compare::{Change, compare},
    lock::{LockError, LockIndex, LockedEvent},
    reviews::{Review, Reviews, ReviewsError},
};

#[cfg(feature = "console")]
use telemetry_schema::lock::Lock;

pub use told::{NotAccepted, NotAcceptedReason};

/// What the application's workspace had accepted when the program was built.
/// Made by [`accepted!`](crate::accepted); the default accepts nothing.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Accepted {
    /// Each feature with the text of its file in `protocol/events/`.
    lock: &'static [(&'static str, &'static str)],
    /// The text of `protocol/reviews.toml`.
    reviews: &'static str,
    /// The version of the application's package.
    version: &'static str,
}

/// Why what a program embeds cannot be read. The macro has read it before; only
/// what changed between its look and the compiler's can be wrong here, or what
/// is wrong within an event of the lock.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AcceptedError {
    /// The lock has a fault.
    #[error("the lock that this program was built with cannot be read; build it again: {0}")]
    Lock(#[from] LockError),
    /// The reviews have a fault.
    #[error(
        "the reviews that this program was built with cannot be read; correct them and build it again:\n{0}"
    )]
    Reviews(#[from] ReviewsError),
}

impl Accepted {
    /// What [`accepted!`](crate::accepted) expands to.
    #[doc(hidden)]
    #[must_use]
    pub const fn embedded(
        lock: &'static [(&'static str, &'static str)],
        reviews: &'static str,
        version: &'static str,
    ) -> Self {
        Self { lock, reviews, version }
    }

    pub(crate) const fn version(self) -> &'static str {
        self.version
    }

    pub(crate) fn reviews(self) -> Result<Reviews, ReviewsError> {
        Reviews::parse(self.reviews)
    }

    pub(crate) fn lock(self) -> Result<AcceptedLock, LockError> {
        let indexed = self.lock.iter().map(|(feature, text)| {
            let index = LockIndex::new(*feature, *text)?;
            Ok((*feature, index))
        });
        Ok(AcceptedLock { features: indexed.collect::<Result<_, _>>()? })
    }
}

/// The lock, of which an event is read when it is asked for.
#[derive(Debug, Default)]
pub(crate) struct AcceptedLock {
    features: BTreeMap<&'static str, LockIndex<'static>>,
}

impl AcceptedLock {
    /// The event of these names, removed ones included.
    pub(crate) fn find(
        &self,
        feature: &str,
        action: &str,
    ) -> Result<Option<LockedEvent>, LockError> {
        self.features.get(feature).map_or(Ok(None), |index| index.find(action))
    }

    /// Everything that was accepted; a feature that cannot be read is left out.
    #[cfg(feature = "console")]
    pub(crate) fn read(&self) -> Lock {
        let read = |(feature, index): (&&str, &LockIndex<'_>)| match index.read_all() {
            Ok(events) => Some(((*feature).to_owned(), events)),
            Err(error) => {
                tracing::error!(%error, "the embedded lock cannot be read in full");
                None
            }
        };
        Lock { features: self.features.iter().filter_map(read).collect() }
    }
}

/// Everything of the catalog that the application has not accepted.
pub(crate) fn not_accepted(
    catalog: &Catalog,
    lock: &AcceptedLock,
    reviews: &Reviews,
) -> Result<Vec<NotAccepted>, LockError> {
    let mut problems = Vec::new();
    for event in catalog.events() {
        problems.extend(judge(event, lock.find(&event.feature, &event.action)?.as_ref()));
        let audited = event.fields.iter().filter(|field| is_audited(field));
        problems.extend(audited.filter_map(|field| judge_text(event, field, reviews)));
    }
    Ok(problems)
}

/// The event as a whole against the lock.
fn judge(event: &EventSchema, locked: Option<&LockedEvent>) -> Option<NotAccepted> {
    let problem = |reason, change: Option<&Change>| NotAccepted {
        feature: event.feature.clone(),
        action: event.action.clone(),
        key: change.and_then(|change| change.field.clone()),
        reason,
        change: change.map(ToString::to_string),
    };
    let Some(locked) = locked else { return Some(problem(NotAcceptedReason::Unknown, None)) };
    if event.unaccepted.is_some() {
        return Some(problem(NotAcceptedReason::Unchecked, None));
    }
    let changes = compare(locked, event.into());
    let change = changes.iter().find(|change| change.withholds());
    change.map(|change| problem(NotAcceptedReason::Changed, Some(change)))
}

fn is_audited(field: &FieldSchema) -> bool {
    field.privacy == Privacy::Audited || field.review.is_some()
}

fn judge_text(event: &EventSchema, field: &FieldSchema, reviews: &Reviews) -> Option<NotAccepted> {
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
        key: Some(field.key.clone()),
        reason,
        change: None,
    })
}

fn has_terms(built: &TextReview, given: &Review) -> bool {
    built.limits == *given.limits()
        && built.with_user == given.with_user
        && built.expires == given.expires
}
