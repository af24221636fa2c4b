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
//! version, texts, numbers, context. What an event can hold depends on its
//! `parameters.version`:
//!
//! | version | keys | values | required |
//! |---|---|---|---|
//! | the one that is declared | those declared | those of the kind, codes included | yes |
//! | an older one, of a lock | those that were not removed before it | the same | no: a lock does not know since when a field is there |
//! | an older one, of a program or catalog | those declared | finite | no |
//! | a newer one | none: nobody accepted it here | | |
//!
//! A removed event, and one that goes on under another name, is taken as it was
//! accepted last, and older. Where there are several sources, one that takes
//! the event is enough; if none does, the one that knows the version best says
//! why.
//!
//! Texts are judged strictly: `private_metadata` holds nothing but texts that
//! are declared as audited, each within the limits of its review, and beside a
//! user or an interaction only if every review of the event says so. A text of
//! an older version is judged by the last review that the lock has of its key,
//! and refused where there is no lock. Whether a review still holds is the
//! sender's business: an event that was recorded in time may arrive later.

mod context;
mod event;
mod refusal;
mod texts;
mod values;

use std::collections::BTreeMap;

use prost::{Message as _, bytes::Bytes};
use telemetry_schema::names;

pub(crate) use self::event::EventRules;
use self::event::version_of;
pub use self::refusal::Refusal;
use crate::{
    declarations::Declarations,
    proto::telemetrygateway::v1::{Event, RefusalCode},
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

/// Declarations made ready to check events against them; make it once.
#[derive(Debug)]
pub struct Rules {
    /// Feature to action to what each source knows of the event.
    events: BTreeMap<String, BTreeMap<String, Vec<EventRules>>>,
}

impl Rules {
    /// The rules of these declarations.
    #[must_use]
    pub fn new(declarations: impl Into<Declarations>) -> Self {
        let mut events: BTreeMap<String, BTreeMap<String, Vec<EventRules>>> = BTreeMap::new();
        for known in declarations.into().into_events() {
            let actions = events.entry(known.feature().to_owned()).or_default();
            let sources = actions.entry(known.action().to_owned()).or_default();
            sources.push(EventRules::new(known));
        }
        Self { events }
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
        let sources = self.find(event).ok_or(UNKNOWN_EVENT)?;
        check_marketing(event)?;
        check_timestamp(event)?;
        if let Some(parameters) = &mut event.parameters {
            values::merge_legacy(parameters);
        }
        check_version(event)?;
        context::check_billing(event.parameters.as_ref())?;
        check_sources(sources, event)?;
        context::check(event)
    }

    fn find(&self, event: &Event) -> Option<&[EventRules]> {
        Some(self.events.get(&event.feature)?.get(&event.action)?)
    }
}

/// One source that takes the event is enough. If none does, the one that knows
/// its version best is heard, of equals the first.
fn check_sources(sources: &[EventRules], event: &Event) -> Result<(), Refusal> {
    let mut heard = None;
    for source in sources {
        let Err(refusal) = source.check(event) else { return Ok(()) };
        let standing = source.standing(version_of(event));
        if heard.as_ref().is_none_or(|(best, _)| standing < *best) {
            heard = Some((standing, refusal));
        }
    }
    heard.map_or(Ok(()), |(_, refusal)| Err(refusal))
}

const UNKNOWN_EVENT: Refusal = Refusal::new(
    RefusalCode::UnknownEvent,
    "the catalog has no event of this feature and action; declare it, or give the receiver the lock or the program that it was recorded by",
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

fn check_version(event: &Event) -> Result<(), Refusal> {
    if version_of(event) < 0 {
        return Err(Refusal::new(
            RefusalCode::InvalidContext,
            "the version of the parameters must be 0 or more",
        ));
    }
    Ok(())
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
