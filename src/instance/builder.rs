//! Puts the pipeline together: what it needs, and the order in which it starts.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use telemetry_core::{
    Catalog, CatalogError, UserKey,
    journal::{self, Journal},
    linked_catalog,
    wire::{Source, VersionError},
};
use telemetry_schema::{Date, days_of_clock, lint, rules::Level};

use super::Telemetry;
use crate::{
    accepted::{Accepted, AcceptedError},
    data_dir::{DataDir, DataDirError},
    drain::{self, CLEAN_UP_EVERY, Drain},
    export::{ExportConfig, ExportConfigError, Exporter},
    policy::{AcceptedEvents, CurrentMode, Mode, Scope},
    queue::{DEFAULT_RETENTION, Queue, QueueError, QueueLimits},
    shipping::Shipping,
};

/// Collects what a [`Telemetry`] needs.
#[derive(Debug)]
#[must_use = "a builder does nothing until `start`"]
pub struct TelemetryBuilder {
    accepted: Accepted,
    data_dir: Option<PathBuf>,
    version: Option<String>,
    mode: Option<Mode>,
    export: Option<ExportConfig>,
    limits: QueueLimits,
    retention: Duration,
    clean_up_every: Duration,
    journal_capacity: usize,
    user_key: Option<UserKey>,
}

/// Why telemetry did not start. The application may go on without it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Two declarations name the same event.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// What the application embeds of its lock or its reviews has a fault.
    #[error(transparent)]
    Accepted(#[from] AcceptedError),
    /// Nobody said where the data is to be kept.
    #[error(
        "no data directory is set; call `data_dir` with one that outlives the process and belongs to this application alone"
    )]
    NoDataDir,
    /// The application's version cannot leave.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// The data directory cannot be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The journal cannot be made, not even in memory.
    #[error("the journal cannot be made: {0}; check the limits of the process")]
    Journal(std::io::Error),
    /// The queue cannot be opened.
    #[error(transparent)]
    Queue(#[from] QueueError),
    /// The exporter's settings are wrong.
    #[error(transparent)]
    Export(#[from] ExportConfigError),
    /// The mode says to export, but not where to.
    #[error("the mode is `{0}` but no export address is set; set the address, or the mode `local`")]
    NoAddress(Mode),
    /// The operating system gives no thread.
    #[error("a thread of the pipeline cannot be started: {0}; check the limits of the process")]
    Thread(std::io::Error),
}

impl TelemetryBuilder {
    pub(super) fn new(accepted: Accepted) -> Self {
        Self {
            accepted,
            data_dir: None,
            version: None,
            mode: None,
            export: None,
            limits: QueueLimits::default(),
            retention: DEFAULT_RETENTION,
            clean_up_every: CLEAN_UP_EVERY,
            journal_capacity: journal::DEFAULT_CAPACITY,
            user_key: None,
        }
    }

    /// The directory of the journal, the queue, the keys and the id of this instance; it is
    /// made if it is not there. There is no default.
    pub fn data_dir(mut self, directory: impl AsRef<Path>) -> Self {
        self.data_dir = Some(directory.as_ref().to_owned());
        self
    }

    /// The version of the application, which every event carries. Default: the
    /// version of the package in which `accepted!()` stands.
    pub fn version(mut self, version: &str) -> Self {
        self.version = Some(version.to_owned());
        self
    }

    /// Exports to this gateway, and sets the mode to `on` unless it is given.
    pub fn export(mut self, config: ExportConfig) -> Self {
        self.export = Some(config);
        self
    }

    /// Whether and what is exported. Default: `on` with an export address,
    /// `local` without.
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = Some(mode);
        self
    }

    /// What the queue may grow to.
    pub fn queue_limits(mut self, limits: QueueLimits) -> Self {
        self.limits = limits;
        self
    }

    /// How long exported events stay readable. Default 24 hours.
    pub fn retention(mut self, retention: Duration) -> Self {
        self.retention = retention;
        self
    }

    /// How often exported events past their retention are deleted. Default 30
    /// minutes.
    pub fn clean_up_every(mut self, interval: Duration) -> Self {
        self.clean_up_every = interval;
        self
    }

    /// About how many recorded events the journal holds at most until they are
    /// queued. Default 100,000, which takes up to 16 MiB on the disk.
    pub fn journal_capacity(mut self, events: usize) -> Self {
        self.journal_capacity = events;
        self
    }

    /// The key of the user ids, for several machines that are one instance.
    /// Default: one made and kept in the data directory.
    pub fn user_key(mut self, key: UserKey) -> Self {
        self.user_key = Some(key);
        self
    }

    /// Checks everything, opens the queue and starts the threads.
    ///
    /// # Errors
    /// The first thing that is wrong; nothing was changed then but files that
    /// were made.
    pub fn start(self) -> Result<Telemetry, StartError> {
        let catalog = linked_catalog()?;
        let accepted = AcceptedEvents::new(&catalog, self.accepted)?;
        let version = self.version.as_deref().unwrap_or(self.accepted.version());
        let source = Source::new(version)?;
        let mode = self.checked_mode()?;
        let data_dir = DataDir::open(self.data_dir.as_deref().ok_or(StartError::NoDataDir)?)?;
        let queue = Queue::open(data_dir.queue(), self.limits.clone())?;
        let instance_id = data_dir.instance_id()?;
        let user_key = match &self.user_key {
            Some(key) => key.clone(),
            None => data_dir.user_key()?,
        };
        for problem in accepted.not_accepted() {
            tracing::warn!("{problem}");
        }
        tell_findings(&catalog);
        drain::apply(&queue, &mode, &accepted)?;
        let journal = Journal::open(&data_dir.journal(), self.journal_capacity, version)
            .map_err(StartError::Journal)?;
        if let Some(problem) = journal.problem() {
            tracing::warn!("{problem}");
        }
        journal.set_on(mode != Mode::Off);
        let mode = CurrentMode::new(mode);
        let progress = Arc::default();
        let drain = Drain {
            journal: journal.clone(),
            queue: queue.clone(),
            mode: mode.clone(),
            accepted: accepted.clone(),
            source,
            progress: Arc::clone(&progress),
            retention: self.retention,
            clean_up_every: self.clean_up_every,
        };
        // What an earlier run waited for may be over, or nobody's business now.
        queue.set_waiting_reason(None)?;
        let shipping = self
            .export
            .map(|config| Exporter::new(queue.clone(), config, mode.clone(), instance_id))
            .map(|exporter| exporter.accepted(accepted.clone()))
            .map(|exporter| Shipping::start(exporter, queue.clone()))
            .transpose()
            .map_err(StartError::Thread)?;
        let drain = Some(drain.start().map_err(StartError::Thread)?);
        let changing_mode = Mutex::default();
        Ok(Telemetry {
            journal,
            queue,
            mode,
            accepted,
            changing_mode,
            user_key,
            catalog,
            #[cfg(feature = "console")]
            version: version.to_owned(),
            progress,
            drain,
            shipping,
        })
    }

    fn checked_mode(&self) -> Result<Mode, StartError> {
        if let Some(export) = &self.export {
            export.check()?;
        }
        match (&self.mode, &self.export) {
            (Some(mode @ Mode::On(_)), None) => Err(StartError::NoAddress(mode.clone())),
            (Some(mode), _) => Ok(mode.clone()),
            (None, Some(_)) => Ok(Mode::On(Scope::All)),
            (None, None) => Ok(Mode::Local),
        }
    }
}

/// Tells what a check of the whole catalog would tell as well, for those who
/// read nothing but the log.
fn tell_findings(catalog: &Catalog) {
    let since_epoch = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let Some(today) = Date::from_days_since_epoch(days_of_clock(since_epoch)) else { return };
    let findings = lint::check(catalog.events(), today);
    for finding in findings.iter().filter(|finding| finding.level != Level::Note) {
        tracing::warn!("{finding}");
    }
}
