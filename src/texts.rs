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
use telemetry_schema::{
    EventSchema, FieldSchema,
    audit::{Audit, TextRefusal},
};

use crate::proto::telemetrygateway::v1::Event;

/// The reviews of a catalog.
#[cfg(feature = "client")]
#[derive(Debug, Default)]
pub(crate) struct Texts {
    /// Feature to action; only events with audited texts.
    events: BTreeMap<String, BTreeMap<String, Declared>>,
}

#[cfg(feature = "client")]
#[derive(Debug)]
struct Declared {
    version: i32,
    texts: EventTexts,
    may_identify: bool,
}

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

#[cfg(feature = "client")]
impl Texts {
    /// The reviews of these declarations.
    pub(crate) fn of<'a>(events: impl Iterator<Item = &'a EventSchema>) -> Self {
        let mut texts = Self::default();
        for event in events.filter(|event| event.fields.iter().any(|it| it.review.is_some())) {
            let actions = texts.events.entry(event.feature.clone()).or_default();
            let declared = Declared {
                version: event.version,
                texts: EventTexts::of(event, event.fields.iter()),
                may_identify: event.may_identify(),
            };
            actions.insert(event.action.clone(), declared);
        }
        texts
    }

    /// Checks the texts of an event, if it has any. The clock is not asked: an
    /// event that was recorded under a review may arrive after its expiry.
    pub(crate) fn check(&self, event: &Event) -> Result<(), TextFault<'_>> {
        let Some(Struct { fields }) = texts_of(event) else { return Ok(()) };
        let declared = self.find(event).ok_or(TextFault::NoTexts)?;
        let version = event.parameters.as_ref().map_or(0, |parameters| parameters.version);
        if version != declared.version {
            return Err(TextFault::OtherVersion);
        }
        for (key, value) in fields {
            declared.texts.check(key, value)?;
        }
        let identified = event.user.is_some() || event.interaction.is_some();
        if identified && !declared.may_identify {
            return Err(TextFault::Identity);
        }
        Ok(())
    }

    /// Whether the event carries a text whose review does not hold any more on
    /// this day, counted from the epoch.
    pub(crate) fn is_expired(&self, event: &Event, today: i64) -> bool {
        let (Some(part), Some(declared)) = (texts_of(event), self.find(event)) else {
            return false;
        };
        let reviews = part.fields.keys().filter_map(|key| declared.texts.fields.get(key));
        reviews.into_iter().any(|review| today >= review.expires)
    }

    fn find(&self, event: &Event) -> Option<&Declared> {
        self.events.get(&event.feature)?.get(&event.action)
    }
}

impl EventTexts {
    /// The reviews of these fields of an event.
    pub(crate) fn of<'a>(
        event: &EventSchema,
        fields: impl Iterator<Item = &'a FieldSchema>,
    ) -> Self {
        let reviewed = |field: &FieldSchema| {
            let review = field.review.as_ref()?;
            let audit = Audit::new(&review.limits).inspect_err(|error| {
                tracing::error!(%error, event = event.display_name(), key = field.key, "a review cannot be applied; the text is not allowed");
            });
            let reviewed = Reviewed {
                audit: audit.ok(),
                #[cfg(feature = "client")]
                expires: review.expires.days_since_epoch(),
            };
            Some((field.key.clone(), reviewed))
        };
        Self { fields: fields.filter_map(reviewed).collect() }
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

/// The part of an event that holds its texts.
pub(crate) fn texts_of(event: &Event) -> Option<&Struct> {
    event.parameters.as_ref()?.private_metadata.as_ref()
}

/// Days since the epoch, UTC.
#[cfg(feature = "client")]
pub(crate) fn today() -> i64 {
    telemetry_schema::days_of_clock(SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default())
}
