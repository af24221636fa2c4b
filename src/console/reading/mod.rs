//! A stored event joined to what is known of the version that recorded it: each
//! value with its field, its code and its class, for the page and for GraphQL.
//!
//! It depends on the declarations and on the queue's row. A queue outlives
//! programs, so nothing is taken for granted here: what the known declarations
//! cannot say of a version is said to be unknown. No markup is here, nothing of
//! an instance that runs, and no judgement of what may leave.

mod join;
mod words;

use serde_json::Value;
use telemetry_schema::{EventSchema, SampleRate, lock::LockedField};

pub(super) use self::words::rounding;
use super::local;
use crate::{
    declarations::{Declarations, KnownEvent, Standing},
    json,
    queue::StoredEvent,
};

/// Where an event's numbers are in its JSON.
pub(super) const METADATA: [&str; 2] = ["parameters", "metadata"];
/// Where its audited texts are.
pub(super) const TEXTS: [&str; 2] = ["parameters", "privateMetadata"];

/// An event, and what is known of it.
pub(super) struct Reading<'a> {
    /// The payload in the JSON mapping, or why it has none.
    pub(super) payload: Result<Value, String>,
    /// The version that recorded it; 0 if the payload cannot be read.
    pub(super) version: i32,
    /// How many of the events were recorded when this one was; none if every
    /// one was.
    pub(super) sample_rate: Option<SampleRate>,
    /// What is known best of this version; none if nobody knows the event.
    pub(super) known: Option<&'a KnownEvent>,
    /// The event that says that it continues this one, if nobody knows this
    /// one itself.
    continued_by: Option<&'a KnownEvent>,
    /// The numbers that leave.
    pub(super) numbers: Vec<ValueRow<'a>>,
    /// The texts that leave.
    pub(super) texts: Vec<ValueRow<'a>>,
    /// The values that stay.
    pub(super) local: Vec<ValueRow<'a>>,
}

/// What a value is, for whoever judges privacy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A number, which leaves.
    Number,
    /// A text that leaves within the limits of a review.
    Audited,
    /// A value that stays on the instance.
    Private,
}

/// One value of the event, or one that it could have had.
#[derive(Debug, PartialEq)]
pub(super) struct ValueRow<'a> {
    /// The key.
    pub(super) key: String,
    /// The value as it stands in the event; none when it is absent.
    pub(super) value: Option<Value>,
    /// Where it stands.
    pub(super) class: Class,
    /// What is known of it; none when it is unknown.
    pub(super) field: Option<&'a LockedField>,
    /// The name of the code and what it means.
    pub(super) code: Option<(&'a str, &'a str)>,
}

impl<'a> Reading<'a> {
    /// Joins an event to what is known of its version.
    pub(super) fn of(event: &StoredEvent, declarations: &'a Declarations) -> Self {
        let payload = json::event_to_json(&event.exportable).map_err(|error| error.to_string());
        let version = payload.as_ref().map_or(0, version_of);
        let (feature, action) = (&event.feature, &event.action);
        let known = declarations.nearest(feature, action, version);
        let continued_by = match known {
            Some(_) => None,
            None => declarations.continuation(feature, action),
        };
        let none = Value::Null;
        let part = |at: [&str; 2]| payload.as_ref().map_or(&none, |it| &it[at[0]][at[1]]);
        let stays = event.local.as_ref().map(|bytes| local::to_json(bytes)).unwrap_or_default();
        let rows = |values: &Value, class| join::rows(values, class, known, version);
        Self {
            numbers: rows(part(METADATA), Class::Number),
            texts: rows(part(TEXTS), Class::Audited),
            local: rows(&stays, Class::Private),
            sample_rate: payload.as_ref().ok().and_then(rate_of),
            payload,
            version,
            known,
            continued_by,
        }
    }

    /// How the event's version stands to what is known.
    pub(super) fn standing(&self) -> Option<Standing> {
        self.known.map(|known| known.standing(self.version))
    }

    /// What holds for the event as a whole.
    pub(super) fn head(&self) -> Option<&'a EventSchema> {
        self.known.map(KnownEvent::head)
    }

    /// Every value, in the order in which they are shown.
    pub(super) fn rows(&self) -> impl Iterator<Item = &ValueRow<'a>> {
        self.numbers.iter().chain(&self.texts).chain(&self.local)
    }

    /// The keys of what is declared now and stands not in the event, if it is
    /// not known whether its version had them.
    pub(super) fn undecided(&self) -> Vec<&'a str> {
        if self.payload.is_err() || self.standing() == Some(Standing::Current) {
            return Vec::new();
        }
        let live = self.known.into_iter().flat_map(|known| known.fields(i32::MAX));
        let is_here = |key: &str| self.rows().any(|row| row.key == key);
        live.map(|field| &*field.schema.key).filter(|key| !is_here(key)).collect()
    }
}

fn version_of(payload: &Value) -> i32 {
    let version = payload["parameters"]["version"].as_i64().unwrap_or_default();
    i32::try_from(version).unwrap_or_default()
}

fn rate_of(payload: &Value) -> Option<SampleRate> {
    SampleRate::new(payload["sampleRate"].as_f64()?).ok()
}

#[cfg(test)]
mod tests;
