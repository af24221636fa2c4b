//! A queue with events, and an exporter for it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use prost::Message as _;
use prost_types::Timestamp;
use telemetry_schema::{EventSchema, FieldSchema, Kind, Privacy, Purpose};
use telemetry_sdk::{
    Catalog,
    export::{ExportConfig, Exporter, Failure},
    policy::{AcceptedEvents, CurrentMode},
    proto::telemetrygateway::v1::{Event, EventParameters, EventSource, event_source::Server},
    queue::{
        Clock, EventState, NewEvent, Queue, QueueLimits, RefusedReason, StoredEvent, SystemClock,
    },
};
use tempfile::TempDir;

use crate::support::{accepting::accepting, scripted::Scripted, tls::Tls};

pub(crate) const INSTANCE: &str = "0b2b7a7e-0f4f-4c3e-9d4e-2f6d1a3b5c7d";

pub(crate) struct Place {
    pub(crate) tls: Tls,
    pub(crate) queue: Queue,
    pub(crate) mode: CurrentMode,
    _directory: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self::with_clock(Arc::new(SystemClock::default()))
    }

    /// The queue's time is this clock's.
    pub(crate) fn with_clock(clock: Arc<dyn Clock>) -> Self {
        let directory = TempDir::new().unwrap();
        let limits = QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() };
        let queue =
            Queue::open_with_clock(directory.path().join("queue.db"), limits, clock).unwrap();
        let mode = CurrentMode::new("on".parse().unwrap());
        Self { tls: Tls::new(), queue, mode, _directory: directory }
    }

    /// With so many events waiting.
    pub(crate) fn with(events: usize) -> Self {
        let place = Self::new();
        place.fill(0..events);
        place
    }

    pub(crate) fn fill(&self, numbers: std::ops::Range<usize>) {
        self.queue.insert(numbers.map(|n| stored(&event(n))).collect()).unwrap();
    }

    pub(crate) fn config(&self, address: SocketAddr) -> ExportConfig {
        let mut config = ExportConfig::new(&format!("https://localhost:{}", address.port()));
        let config = config.as_mut().unwrap();
        config.ca_file = Some(self.tls.ca());
        config.timeout = Duration::from_secs(10);
        config.clone()
    }

    pub(crate) fn exporter(&self, gateway: &Scripted) -> Exporter {
        self.exporter_with(self.config(gateway.address))
    }

    pub(crate) fn exporter_with(&self, config: ExportConfig) -> Exporter {
        let events = ["search", "cody", "cody.chat", "other", "old"].map(declared);
        let catalog = Catalog::new(events.to_vec()).unwrap();
        let accepted = AcceptedEvents::new(&catalog, accepting(&events, "")).unwrap();
        self.bare_exporter(config).accepted(accepted)
    }

    /// One that knows of nothing that was accepted.
    pub(crate) fn bare_exporter(&self, config: ExportConfig) -> Exporter {
        Exporter::new(self.queue.clone(), config, self.mode.clone(), INSTANCE.to_owned())
    }

    pub(crate) fn row(&self, n: usize) -> StoredEvent {
        self.queue.reader().unwrap().event(&id(n)).unwrap().unwrap()
    }

    pub(crate) fn state(&self, n: usize) -> EventState {
        self.row(n).state
    }

    /// How many are queued, exported, refused and withheld. None is leased:
    /// whatever a drain takes it gives back.
    pub(crate) fn counts(&self) -> [u64; 4] {
        let stats = self.queue.stats().unwrap();
        assert_eq!(stats.leased.events, 0, "a drain ended with a lease");
        [stats.queued, stats.exported, stats.refused, stats.withheld].map(|tally| tally.events)
    }
}

/// The declaration of [`event_of`] this feature.
pub(crate) fn declared(feature: &str) -> EventSchema {
    let number =
        |key| FieldSchema { optional: true, ..FieldSchema::new(key, Privacy::Metadata, Kind::F64) };
    let shown = EventSchema::new(feature, "resultsShown", Purpose::Reliability);
    EventSchema { version: 1, fields: ["result_count", "a", "z"].map(number).into(), ..shown }
}

pub(crate) fn id(n: usize) -> String {
    format!("018f3b1c-7d2a-7c3e-9a4b-{n:012x}")
}

pub(crate) fn ids(numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(id).collect()
}

pub(crate) fn event(n: usize) -> Event {
    event_of("search", n)
}

pub(crate) fn event_of(feature: &str, n: usize) -> Event {
    let metadata = [("result_count".to_owned(), n as f64)].into();
    Event {
        id: id(n),
        timestamp: Some(Timestamp { seconds: 1_700_000_000 + n as i64, nanos: 5_000_000 }),
        feature: feature.into(),
        action: "resultsShown".into(),
        source: Some(EventSource {
            server: Some(Server { version: "1.2.3".into() }),
            client: None,
        }),
        parameters: Some(EventParameters { version: 1, metadata, ..Default::default() }),
        ..Default::default()
    }
}

/// The event as the queue takes it, ordered by its number.
pub(crate) fn stored(event: &Event) -> NewEvent {
    let at = event.timestamp.as_ref().unwrap().seconds * 1_000_000;
    let (feature, action) = (event.feature.clone(), event.action.clone());
    NewEvent::new(event.id.clone(), at, feature, action, event.encode_to_vec())
}

/// An event with so many bytes behind it that no reader knows.
pub(crate) fn padded(n: usize, padding: usize) -> NewEvent {
    let mut padded = stored(&event(n));
    let mut bytes = padded.exportable.to_vec();
    // Field 2000, length-delimited.
    prost::encoding::bytes::encode(2000, &vec![0; padding], &mut bytes);
    padded.exportable = bytes.into();
    padded
}

pub(crate) fn refused(code: i32, message: &str) -> EventState {
    EventState::Refused(RefusedReason::Gateway { code, message: message.into() })
}

/// The reason why events wait.
pub(crate) async fn fails(exporter: &mut Exporter) -> Failure {
    exporter.drain().await.expect_err("events wait")
}
