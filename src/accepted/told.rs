//! What is told of an event that the application has not accepted.

use std::fmt;

use telemetry_schema::{lock::lock_path, reviews::REVIEWS_PATH};

/// An event that does not leave, because the application has not accepted it.
/// It prints as what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotAccepted {
    /// The event's feature.
    pub feature: String,
    /// The event's action.
    pub action: String,
    /// The key of the field, if it is about one.
    pub key: Option<String>,
    /// What is wrong.
    pub reason: NotAcceptedReason,
    /// The first change since it was accepted, with
    /// [`NotAcceptedReason::Changed`].
    pub change: Option<String>,
}

/// Why an event is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotAcceptedReason {
    /// The application's lock does not have the event.
    Unknown,
    /// The declaration is not the one that was accepted.
    Changed,
    /// It was built to learn what there is to accept, not to be run.
    Unchecked,
    /// The declaration has no review of the text; no macro wrote it.
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
        let Self { feature, action, .. } = self;
        write!(f, "the event ({feature}, {action}) stays on the instance: ")?;
        match &self.key {
            Some(key) if self.change.is_none() => self.text(key, f),
            _ => self.event(f),
        }
    }
}

impl NotAccepted {
    fn event(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = lock_path(&self.feature);
        match (self.reason, &self.change) {
            (_, Some(change)) => write!(
                f,
                "it is not what {path} of the application's workspace has accepted: {change}"
            ),
            (NotAcceptedReason::Unchecked, None) => f.write_str(
                "it was built by `cargo telemetry` to learn what there is to accept; build the \
                 application with `cargo build`",
            ),
            _ => write!(
                f,
                "{path} of the application's workspace does not have it; run `cargo telemetry accept` \
                 there, review the difference, and pass `telemetry_sdk::accepted!()` to \
                 `Telemetry::builder`"
            ),
        }
    }

    fn text(&self, key: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            NotAcceptedReason::Missing => write!(
                f,
                "its text `{key}` has no review in {REVIEWS_PATH} of the application's workspace; have it \
                 reviewed there and pass `telemetry_sdk::accepted!()` to `Telemetry::builder`"
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
            _ => write!(
                f,
                "its text `{key}` has no review; declare it with `#[telemetry(audited)]` and have it reviewed"
            ),
        }
    }
}
