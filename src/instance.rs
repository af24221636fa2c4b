//! Ties the pieces of one instance together: journal, drain, queue, exporter.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use telemetry_core::{
    Catalog, CatalogError, Event, MakeRecorder, Recorder, UserId, UserKey,
    journal::{self, FlushError, Journal, Losses},
    linked_catalog,
    wire::{Source, VersionError},
};

use telemetry_schema::reviews::ReviewsError;

use crate::{
    accepted::{Accepted, NotAccepted},
    data_dir::{DataDir, DataDirError},
    drain::{self, CLEAN_UP_EVERY, Drain, Progress},
    export::{ExportConfig, ExportConfigError, Exporter},
    policy::{AcceptedTexts, CurrentMode, Mode, Scope},
    queue::{DEFAULT_RETENTION, Queue, QueueError, QueueLimits, QueueReader, Stats},
    shipping::{ExportIncomplete, Shipping},
};

/// How long dropping a [`Telemetry`] waits for the last events to be stored.
const LAST_FLUSH: Duration = Duration::from_secs(5);

/// The telemetry of one application. Dropping it stores what was recorded and
/// stops the threads; [`shutdown`](Self::shutdown) does so with a deadline of
/// its own and says whether it worked.
///
/// ```no_run
/// use telemetry_sdk::{Telemetry, export::ExportConfig};
///
/// # #[telemetry_sdk::telemetry_event(feature = "page", action = "opened", owner = "web", purpose = "reliability")]
/// # /// A page was opened.
/// # struct Opened {}
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let telemetry = Telemetry::builder("/var/lib/app/telemetry", env!("CARGO_PKG_VERSION"))
///     .accepted(telemetry_sdk::accepted!())
///     .export(ExportConfig::new("https://gateway.example.com")?)
///     .start()?;
/// let opened = telemetry.recorder::<Opened>();
/// opened.record(Opened {});
/// telemetry.shutdown(std::time::Duration::from_secs(5))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Telemetry {
    journal: Journal,
    queue: Queue,
    mode: CurrentMode,
    texts: AcceptedTexts,
    /// Held while a mode is applied to the queue: two changes at a time would
    /// leave a part of each.
    changing_mode: Mutex<()>,
    user_key: UserKey,
    catalog: Catalog,
    progress: Arc<Progress>,
    #[cfg(feature = "console")]
    version: String,
    drain: Option<JoinHandle<()>>,
    shipping: Option<Shipping>,
}

/// Collects what a [`Telemetry`] needs.
#[derive(Debug)]
#[must_use = "a builder does nothing until `start`"]
pub struct TelemetryBuilder {
    data_dir: PathBuf,
    version: String,
    accepted: Accepted,
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
    /// The reviews that the application embeds have a fault.
    #[error(
        "the reviews that this program was built with cannot be read; correct them and build it again:\n{0}"
    )]
    Reviews(#[from] ReviewsError),
    /// The application's version cannot leave.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// The data directory cannot be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
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

/// Why recorded events may not all be stored.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShutdownError {
    /// The queue did not store in time.
    #[error("{flush}{}", .problem.as_ref().map(|problem| format!(" (the queue says: {problem})")).unwrap_or_default())]
    NotStored {
        /// How many events are not stored.
        flush: FlushError,
        /// Why the queue does not store, if it said so.
        problem: Option<String>,
    },
}

/// Where the events are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Recorded since the start.
    pub recorded: u64,
    /// Not kept since the start, by reason.
    pub losses: Losses,
    /// Recorded since the start, and given up because the mode became `off`
    /// before they were queued.
    pub discarded: u64,
    /// What the queue holds, by state, and why events wait.
    pub queue: Stats,
    /// Why recorded events are not being queued, if they are not.
    pub problem: Option<String>,
}

impl TelemetryBuilder {
    /// What the application's workspace has accepted:
    /// `accepted(telemetry_sdk::accepted!())`. Without it no event with an
    /// audited text is exported; such events stay, `withheld(not accepted)`.
    pub fn accepted(mut self, accepted: Accepted) -> Self {
        self.accepted = accepted;
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

    /// How many recorded events are kept in memory at most until they are
    /// queued. Default 100,000.
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
        let texts = AcceptedTexts::new(&catalog, self.accepted)?;
        let source = Source::new(&self.version)?;
        let mode = self.checked_mode()?;
        let data_dir = DataDir::open(&self.data_dir)?;
        let queue = Queue::open(data_dir.queue(), self.limits.clone())?;
        let instance_id = data_dir.instance_id()?;
        let user_key = match &self.user_key {
            Some(key) => key.clone(),
            None => data_dir.user_key()?,
        };
        for problem in texts.not_accepted() {
            tracing::warn!("{problem}");
        }
        drain::apply(&queue, &mode, &texts)?;
        let journal = Journal::in_memory(self.journal_capacity);
        journal.set_on(mode != Mode::Off);
        let mode = CurrentMode::new(mode);
        let progress = Arc::default();
        let drain = Drain {
            journal: journal.clone(),
            queue: queue.clone(),
            mode: mode.clone(),
            texts: texts.clone(),
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
            .map(|exporter| exporter.texts(texts.clone()))
            .map(|exporter| Shipping::start(exporter, queue.clone()))
            .transpose()
            .map_err(StartError::Thread)?;
        let drain = Some(drain.start().map_err(StartError::Thread)?);
        let changing_mode = Mutex::default();
        Ok(Telemetry {
            journal,
            queue,
            mode,
            texts,
            changing_mode,
            user_key,
            catalog,
            #[cfg(feature = "console")]
            version: self.version,
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

impl Telemetry {
    /// Telemetry that keeps its queue, its keys and its id in this directory,
    /// for an application of this version (`env!("CARGO_PKG_VERSION")`).
    pub fn builder(data_dir: impl AsRef<Path>, version: &str) -> TelemetryBuilder {
        TelemetryBuilder {
            data_dir: data_dir.as_ref().to_owned(),
            version: version.to_owned(),
            accepted: Accepted::default(),
            mode: None,
            export: None,
            limits: QueueLimits::default(),
            retention: DEFAULT_RETENTION,
            clean_up_every: CLEAN_UP_EVERY,
            journal_capacity: journal::DEFAULT_CAPACITY,
            user_key: None,
        }
    }

    /// A recorder for the events of this declaration, to be kept by the feature.
    #[must_use]
    pub fn recorder<E: Event>(&self) -> Recorder<E> {
        Recorder::new(&self.journal)
    }

    /// The user with this id of the application's, from 1 to 2^63 - 1, as a
    /// number of this instance.
    #[must_use]
    pub fn user(&self, application_id: u64) -> Option<UserId> {
        self.user_key.user(application_id)
    }

    /// The key of the user ids, for code that makes contexts by itself.
    #[must_use]
    pub const fn user_key(&self) -> &UserKey {
        &self.user_key
    }

    /// All events that this program can record.
    #[must_use]
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The texts that the application has not accepted. Their events are
    /// recorded and kept, and none of them is exported.
    #[must_use]
    pub fn not_accepted(&self) -> &[NotAccepted] {
        self.texts.not_accepted()
    }

    /// Waits until everything recorded before the call is stored durably.
    ///
    /// # Errors
    /// When the deadline passes first. Nothing is lost by that.
    pub fn flush(&self, deadline: Duration) -> Result<(), FlushError> {
        self.journal.flush(deadline)
    }

    /// Stores and exports everything recorded before the call, without waiting
    /// for the interval.
    ///
    /// # Errors
    /// Why events still wait. They stay in the queue.
    pub fn export_now(&self, deadline: Duration) -> Result<(), ExportIncomplete> {
        let start = Instant::now();
        self.flush(deadline)?;
        match &self.shipping {
            Some(shipping) => shipping.export_now(deadline.saturating_sub(start.elapsed())),
            None => Ok(()),
        }
    }

    /// Changes the mode, also for what waits already.
    ///
    /// # Errors
    /// When the queue cannot be changed; the new mode holds for new events and
    /// for sending all the same.
    pub fn set_mode(&self, mode: Mode) -> Result<(), QueueError> {
        let _alone = self.changing_mode.lock().unwrap_or_else(PoisonError::into_inner);
        self.journal.set_on(mode != Mode::Off);
        self.mode.set(mode.clone());
        drain::apply(&self.queue, &mode, &self.texts)
    }

    /// Where the events are.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn status(&self) -> Result<Status, QueueError> {
        Ok(Status {
            recorded: self.journal.recorded(),
            losses: self.journal.losses(),
            discarded: self.progress.discarded(),
            // Beside the writer: the one who asks why nothing is stored must
            // not wait for the disk that does not store.
            queue: self.queue.reader()?.stats()?,
            problem: self.progress.problem(),
        })
    }

    /// Reads the queue, for showing what left, what waits and why.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn queue_reader(&self) -> Result<QueueReader, QueueError> {
        self.queue.reader()
    }

    /// What the console needs to show this instance and to record into it.
    #[cfg(feature = "console")]
    pub(crate) fn for_console(&self) -> crate::console::Instance {
        crate::console::Instance {
            journal: self.journal.clone(),
            queue: self.queue.clone(),
            mode: self.mode.clone(),
            texts: self.texts.clone(),
            progress: Arc::clone(&self.progress),
            user_key: self.user_key.clone(),
            version: self.version.clone(),
        }
    }

    /// Stores what was recorded, stops the threads and refuses new events.
    /// What is not exported yet stays in the queue for the next start.
    ///
    /// # Errors
    /// When not everything was stored before the deadline.
    pub fn shutdown(mut self, deadline: Duration) -> Result<(), ShutdownError> {
        self.stop(deadline)
    }

    fn stop(&mut self, deadline: Duration) -> Result<(), ShutdownError> {
        let Some(drain) = self.drain.take() else { return Ok(()) };
        drop(self.shipping.take());
        self.journal.close();
        let flushed = self.journal.flush(deadline);
        match flushed {
            Ok(()) => {
                let _ = drain.join();
                Ok(())
            }
            // The thread is left behind with what it cannot store; joining it
            // would wait for a disk that may never come back.
            Err(flush) => Err(ShutdownError::NotStored { flush, problem: self.progress.problem() }),
        }
    }
}

impl MakeRecorder for Telemetry {
    fn recorder<E: Event>(&self) -> Recorder<E> {
        Self::recorder(self)
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Err(error) = self.stop(LAST_FLUSH) {
            tracing::error!(%error, "telemetry ended with events that were not stored");
        }
    }
}
