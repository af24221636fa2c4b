//! A data directory, instances in it, and what its queue holds.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::support::accepting::all_linked;
use telemetry_sdk::{
    Telemetry, TelemetryBuilder,
    export::ExportConfig,
    queue::{PageRequest, QueueLimits, QueueReader, StoredEvent},
};
use tempfile::TempDir;

/// Longer than anything here takes, short enough to end a test that hangs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("data")
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn builder(&self) -> TelemetryBuilder {
        builder(&self.path())
    }

    pub(crate) fn start(&self) -> Telemetry {
        self.builder().start().unwrap()
    }

    /// What the queue holds, oldest first.
    pub(crate) fn stored(&self) -> Vec<StoredEvent> {
        stored(&QueueReader::open(self.file("queue.db")).unwrap())
    }
}

pub(crate) fn builder(directory: &Path) -> TelemetryBuilder {
    let builder = Telemetry::builder(all_linked()).data_dir(directory).version("1.2.3");
    builder.queue_limits(limits())
}

/// The default ones with a small ballast.
pub(crate) fn limits() -> QueueLimits {
    QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() }
}

/// Oldest first.
pub(crate) fn stored(reader: &QueueReader) -> Vec<StoredEvent> {
    let request = PageRequest { limit: usize::MAX, ..PageRequest::default() };
    let mut events = reader.page(&request).unwrap();
    events.reverse();
    events
}

pub(crate) fn states(events: &[StoredEvent]) -> Vec<String> {
    events.iter().map(|event| event.state.to_string()).collect()
}

/// Exports often and gives up soon, so that a test sees it all happen.
pub(crate) fn export(address: SocketAddr, ca: PathBuf) -> ExportConfig {
    let mut config = ExportConfig::new(&format!("https://localhost:{}", address.port())).unwrap();
    config.ca_file = Some(ca);
    config.interval = Duration::from_millis(20);
    config.max_backoff = Duration::from_millis(50);
    config.timeout = Duration::from_secs(5);
    config
}

/// The same for a test that exports by itself.
pub(crate) fn export_when_asked(address: SocketAddr, ca: PathBuf) -> ExportConfig {
    let mut config = export(address, ca);
    config.interval = Duration::from_secs(3600);
    config.max_backoff = Duration::from_secs(3600);
    config
}
