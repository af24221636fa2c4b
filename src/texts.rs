//! Which audited texts an event may carry, and beside whom: the reviews of a
//! catalog, made ready once and asked for every event.
//!
//! Pure: it knows declarations and events, no queue, no network and no
//! settings. What follows from a fault is the caller's business: the gateway
//! and the console refuse, the exporter withholds.

use std::collections::BTreeMap;
#[cfg(feature = "client")]
use std::time::SystemTime;

use prost_types::{Struct, Value, value::Kind};
#[cfg(feature = "client")]
use telemetry_schema::reviews::{Review, Reviews};
use telemetry_schema::{
    EventSchema, FieldSchema, TextReview,
    audit::{Audit, TextRefusal},
};

use crate::proto::telemetrygateway::v1::Event;

/// The reviews of one event's texts.
#[derive(Debug)]
pub(crate) struct EventTexts {
    fields: BTreeMap<String, Reviewed>,
}

#[derive(Debug)]
struct Reviewed {
    /// None if the limits cannot be made ready; then no text is allowed.
    audit: Option<Audit>,
    /// The first day, since the epoch, on which the review no longer holds.
    #[cfg(feature = "client")]
    expires: i64,
    /// Whether an identity may stand beside it.
    #[cfg(feature = "client")]
    with_user: bool,
}

/// Why the texts of an event may not leave. Keys are declared ones; a text is
/// never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextFault<'a> {
    /// The event declares no audited text.
    NoTexts,
    /// The event declares no audited text of such a key.
    UnknownKey,
    /// Recorded under another version of the declaration than the reviewed one.
    OtherVersion,
    /// The value of this key is not a text.
    NotText(&'a str),
    /// The review of this key does not allow the text.
    NotAllowed(&'a str, TextRefusal),
    /// A user or an interaction stands beside a text that must not name one.
    Identity,
}

impl EventTexts {
    /// The reviews of these fields of an event.
    pub(crate) fn of<'a>(
        event: &EventSchema,
        fields: impl Iterator<Item = &'a FieldSchema>,
    ) -> Self {
        let reviewed = |field: &FieldSchema| {
            let place = (event.display_name(), field.key.as_str());
            Some((field.key.clone(), Reviewed::of(field.review.as_ref()?, place)))
        };
        Self { fields: fields.filter_map(reviewed).collect() }
    }

    /// What the reviews of a workspace say of an event.
    #[cfg(feature = "client")]
    pub(crate) fn of_reviews(reviews: &Reviews, feature: &str, action: &str) -> Self {
        let of_event = |it: &&Review| it.feature == feature && it.action == action;
        let reviewed = |review: &Review| {
            let place = (format!("({feature}, {action})"), review.field.as_str());
            (review.field.clone(), Reviewed::of(&TextReview::from(review), place))
        };
        Self { fields: reviews.iter().filter(of_event).map(reviewed).collect() }
    }

    /// Whether each text of the event has a review, which allows it and what
    /// stands beside it.
    #[cfg(feature = "client")]
    pub(crate) fn allow(&self, event: &Event) -> bool {
        let identified = event.user.is_some() || event.interaction.is_some();
        texts_of(event).is_none_or(|Struct { fields }| {
            fields.iter().all(|(key, value)| self.check(key, value).is_ok())
                && (!identified || self.fields.values().all(|review| review.with_user))
        })
    }

    /// Whether the event carries a text whose review does not hold any more on
    /// this day, counted from the epoch.
    #[cfg(feature = "client")]
    pub(crate) fn have_expired(&self, event: &Event, today: i64) -> bool {
        let texts = texts_of(event).into_iter().flat_map(|part| part.fields.keys());
        texts.filter_map(|key| self.fields.get(key)).any(|review| today >= review.expires)
    }

    /// Checks the text under this key.
    pub(crate) fn check(&self, key: &str, value: &Value) -> Result<(), TextFault<'_>> {
        let (key, review) = self.fields.get_key_value(key).ok_or(TextFault::UnknownKey)?;
        let Some(Kind::StringValue(text)) = &value.kind else {
            return Err(TextFault::NotText(key));
        };
        let not_allowed = |refusal| TextFault::NotAllowed(key, refusal);
        match &review.audit {
            Some(audit) => audit.check(text).map_err(not_allowed),
            None => Err(not_allowed(TextRefusal::NotAllowed)),
        }
    }
}

impl Reviewed {
    fn of(review: &TextReview, (event, key): (String, &str)) -> Self {
        let audit = Audit::new(&review.limits).inspect_err(|error| {
            tracing::error!(%error, event, key, "a review cannot be applied; the text is not allowed");
        });
        Self {
            audit: audit.ok(),
            #[cfg(feature = "client")]
            expires: review.expires.days_since_epoch(),
            #[cfg(feature = "client")]
            with_user: review.with_user,
        }
    }
}

/// The part of an event that holds its texts.
pub(crate) fn texts_of(event: &Event) -> Option<&Struct> {
    event.parameters.as_ref()?.private_metadata.as_ref()
}

/// Days since the epoch, UTC.
#[cfg(feature = "client")]
pub(crate) fn today() -> i64 {
    telemetry_schema::days_of_clock(SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default())
}
