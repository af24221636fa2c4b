//! Whether an event may be stored: the rules of the protocol and of the
//! catalog, as functions from an event to the first rule that it breaks.
//!
//! The gateway applies them to everything that arrives, the console to what
//! client applications send, so that nothing is queued that would be refused.
//!
//! Pure: no clock, no I/O; the only state is what is prepared from the catalog.
//! The event is judged by itself, so that a bad one never costs its neighbours
//! anything.
//!
//! The order: size, id, names, known event, parts that must not leave, time,
//! values, context. An event whose `parameters.version` is not the catalog's
//! comes from another build of the application: its keys must still be
//! declared and its values finite, but which keys are required, and what each
//! can hold, is only known for the catalog's own version.
//!
//! Texts are judged strictly: `private_metadata` holds nothing but texts that
//! the catalog's event declares as audited, each within the limits of its
//! review, in the catalog's own version, and beside a user or an interaction
//! only if every review of the event says so. Whether a review still holds is
//! the sender's business: an event that was recorded in time may arrive later.

mod context;
mod refusal;
mod texts;
mod values;

use prost::{Message as _, bytes::Bytes};
use telemetry_schema::{Catalog, names};

pub use self::refusal::Refusal;
use crate::{
    proto::telemetrygateway::v1::{Event, RefusalCode},
    texts::Texts,
};

/// The most bytes of one encoded event. The worst event that can be declared
/// is a tenth of it.
pub const MAX_EVENT_BYTES: usize = 64 << 10;

/// The most bytes of an id.
pub const MAX_ID_BYTES: usize = 128;

/// The id alone; what else is in the event does not matter for reading it.
#[derive(Clone, PartialEq, prost::Message)]
struct IdOnly {
    #[prost(bytes = "vec", tag = "1")]
    id: Vec<u8>,
}

/// An encoded event's id, as far as it can be read: empty when it cannot.
#[must_use]
pub fn id_of(event: &Bytes) -> String {
    let read = IdOnly::decode(event.clone()).unwrap_or_default();
    String::from_utf8(read.id).unwrap_or_default()
}

/// A catalog made ready to check events against it; make it once.
#[derive(Debug)]
pub struct Rules {
    catalog: Catalog,
    texts: Texts,
}

impl Rules {
    /// The rules of this catalog.
    #[must_use]
    pub fn new(catalog: Catalog) -> Self {
        let texts = Texts::of(catalog.events().iter());
        Self { catalog, texts }
    }

    /// The catalog.
    #[must_use]
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Reads an encoded event and checks it. What is returned has the legacy
    /// metadata merged into the metadata; unknown fields are gone.
    ///
    /// # Errors
    /// The first rule that the event breaks.
    pub fn check(&self, event: &Bytes) -> Result<Event, Refusal> {
        if event.len() > MAX_EVENT_BYTES {
            return Err(Refusal::new(
                RefusalCode::TooLarge,
                "an event is limited to 65536 bytes; send fewer or shorter values",
            ));
        }
        let mut event = Event::decode(event.clone()).map_err(|_| {
            Refusal::new(
                RefusalCode::Unspecified,
                "the bytes are not an event of the wire contract; check the sender's encoder",
            )
        })?;
        self.check_event(&mut event)?;
        Ok(event)
    }

    /// Checks an event, and merges its legacy metadata into the metadata.
    ///
    /// # Errors
    /// The first rule that the event breaks.
    pub fn check_event(&self, event: &mut Event) -> Result<(), Refusal> {
        check_id(&event.id)?;
        check_names(event)?;
        let schema = self.catalog.find(&event.feature, &event.action).ok_or(UNKNOWN_EVENT)?;
        self.texts.check(event)?;
        check_marketing(event)?;
        check_timestamp(event)?;
        if let Some(parameters) = &mut event.parameters {
            values::merge_legacy(parameters);
        }
        values::check(schema, event.parameters.as_ref())?;
        context::check(event)
    }
}

const UNKNOWN_EVENT: Refusal = Refusal::new(
    RefusalCode::UnknownEvent,
    "the catalog has no event of this feature and action; declare it, or give the receiver the catalog of the program that recorded it",
);

fn check_id(id: &str) -> Result<(), Refusal> {
    if id.is_empty() {
        return Err(Refusal::new(
            RefusalCode::MissingId,
            "the event has no id; give every event a UUID when it is recorded",
        ));
    }
    if !context::is_text(id, MAX_ID_BYTES) {
        return Err(Refusal::new(
            RefusalCode::InvalidContext,
            "the id must be at most 128 printable ASCII characters; use a UUID",
        ));
    }
    Ok(())
}

fn check_names(event: &Event) -> Result<(), Refusal> {
    names::check_event(&event.feature, &event.action).map_err(|error| Refusal {
        code: RefusalCode::InvalidName,
        message: error.to_string().into(),
    })
}

fn check_marketing(event: &Event) -> Result<(), Refusal> {
    if event.marketing_tracking.is_some() {
        return Err(Refusal::new(
            RefusalCode::ForbiddenPart,
            "marketing tracking must not leave an instance; remove it before sending",
        ));
    }
    Ok(())
}

/// A time between the years 1 and 9999, as protobuf defines it.
fn check_timestamp(event: &Event) -> Result<(), Refusal> {
    const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
    match &event.timestamp {
        Some(time)
            if SECONDS.contains(&time.seconds) && (0..1_000_000_000).contains(&time.nanos) =>
        {
            Ok(())
        }
        Some(_) => Err(Refusal::new(
            RefusalCode::InvalidTimestamp,
            "the timestamp is not a time between the years 1 and 9999",
        )),
        None => Err(Refusal::new(
            RefusalCode::InvalidTimestamp,
            "the event has no timestamp; set the time at which it was recorded",
        )),
    }
}

#[cfg(test)]
mod tests;
