//! Captures events in memory, for tests.
//!
//! A [`Capture`] stands where the pipeline would: recorders made from it go
//! the whole way of a recorded event up to its wire form, and the test reads
//! both what would leave and what would stay. Sampled events are all captured,
//! so that a test finds what it recorded; they carry their rate.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use telemetry_schema::{Catalog, EventSchema, Kind, Privacy};

use crate::{
    Event, MakeRecorder, Recorder,
    journal::{Batch, Entry, Journal, Losses},
    wire::{self, Source},
};

/// Records into memory.
#[derive(Debug)]
pub struct Capture {
    journal: Journal,
    events: Mutex<Vec<CapturedEvent>>,
}

/// One captured event.
#[derive(Debug, Clone, PartialEq)]
pub struct CapturedEvent {
    /// The feature.
    pub feature: String,
    /// The action.
    pub action: String,
    /// The version of the declaration.
    pub version: i32,
    /// The numbers by key; an absent one has no entry.
    pub metadata: BTreeMap<String, f64>,
    /// The private texts by key; an absent one has no entry.
    pub private: BTreeMap<String, String>,
    /// The audited texts by key; an absent one has no entry, nor has one that
    /// its review does not allow.
    pub audited: BTreeMap<String, String>,
    /// The exportable bytes: `telemetrygateway.v1.Event`.
    pub wire: Vec<u8>,
}

impl CapturedEvent {
    /// The number with this key.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<f64> {
        self.metadata.get(key).copied()
    }

    /// The private text with this key.
    #[must_use]
    pub fn private(&self, key: &str) -> Option<&str> {
        self.private.get(key).map(String::as_str)
    }

    /// The audited text with this key.
    #[must_use]
    pub fn audited(&self, key: &str) -> Option<&str> {
        self.audited.get(key).map(String::as_str)
    }
}

impl MakeRecorder for Capture {
    fn recorder<E: Event>(&self) -> Recorder<E> {
        Capture::recorder(self)
    }
}

impl Default for Capture {
    fn default() -> Self {
        Self::new()
    }
}

impl Capture {
    /// An empty capture.
    #[must_use]
    pub fn new() -> Self {
        Self { journal: Journal::of_every_event(), events: Mutex::default() }
    }

    /// A recorder into this capture.
    #[must_use]
    pub fn recorder<E: Event>(&self) -> Recorder<E> {
        Recorder::new(&self.journal)
    }

    /// Everything that was recorded so far, in order.
    #[must_use]
    pub fn events(&self) -> Vec<CapturedEvent> {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let mut batch = Batch::default();
        self.journal.take(&mut batch, Duration::ZERO);
        events.extend(batch.entries().iter().map(|entry| captured(&batch, entry)));
        events.clone()
    }

    /// What was recorded of one event.
    #[must_use]
    pub fn of(&self, feature: &str, action: &str) -> Vec<CapturedEvent> {
        let mut events = self.events();
        events.retain(|event| event.feature == feature && event.action == action);
        events
    }

    /// What was not kept.
    #[must_use]
    pub fn losses(&self) -> Losses {
        self.journal.losses()
    }

    /// The events of a catalog that were never recorded here: what a test
    /// suite has not covered.
    #[must_use]
    pub fn never_recorded<'c>(&self, catalog: &'c Catalog) -> Vec<&'c EventSchema> {
        let events = self.events();
        let recorded = |schema: &&EventSchema| {
            events
                .iter()
                .any(|event| event.feature == schema.feature && event.action == schema.action)
        };
        catalog.events().iter().filter(|schema| !recorded(schema)).collect()
    }
}

fn captured(batch: &Batch, entry: &Entry) -> CapturedEvent {
    let schema = entry.declaration().schema();
    let source = Source::new("0.0.0-test").expect("a version");
    let mut bytes = Vec::new();
    wire::put_event(&mut bytes, batch, entry, &source);
    let fields =
        |is_text| schema.fields.iter().filter(move |it| (it.kind == Kind::Text) == is_text);
    let numbers = fields(false).zip(batch.numbers(entry).iter().copied());
    let texts = |privacy| {
        let texts = fields(true).zip(&entry.texts).filter(move |(it, _)| it.privacy == privacy);
        texts.filter_map(|(field, text)| Some((field.key.clone(), text.clone()?))).collect()
    };
    CapturedEvent {
        metadata: numbers
            .filter(|(_, number)| number.is_finite())
            .map(|(field, number)| (field.key.clone(), number))
            .collect(),
        private: texts(Privacy::Private),
        audited: texts(Privacy::Audited),
        wire: bytes,
        feature: schema.feature.clone(),
        action: schema.action.clone(),
        version: schema.version,
    }
}

/// Asserts that an event was recorded with at least these numbers.
///
/// ```
/// # use telemetry_core::{assert_recorded, telemetry_event, testing::Capture};
/// # /// A page was opened.
/// # #[telemetry_event(feature = "page", action = "opened", owner = "web", purpose = "reliability")]
/// # struct Opened {
/// #     /// Lines on it.
/// #     line_count: u32,
/// # }
/// # let capture = Capture::new();
/// # capture.recorder().record(Opened { line_count: 3 });
/// assert_recorded!(capture, "page", "opened", line_count = 3);
/// ```
#[macro_export]
macro_rules! assert_recorded {
    ($capture:expr, $feature:expr, $action:expr $(, $key:ident = $value:expr)* $(,)?) => {{
        let recorded = $capture.of($feature, $action);
        let wanted: &[(&str, f64)] = &[$((stringify!($key), $value as f64)),*];
        assert!(
            recorded.iter().any(|event| wanted.iter().all(|(key, value)| event.number(key) == Some(*value))),
            "no ({}, {}) with {:?} was recorded; recorded were {:#?}",
            $feature, $action, wanted, $capture.events(),
        );
    }};
}
