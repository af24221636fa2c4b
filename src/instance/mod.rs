//! Ties the pieces of one instance together: journal, drain, queue, exporter.

mod builder;

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use telemetry_core::{
    Catalog, Event, MakeRecorder, Recorder, UserId, UserKey,
    journal::{FlushError, Journal, Losses},
};

use crate::{
    accepted::{Accepted, NotAccepted},
    drain::{self, Progress},
    policy::{AcceptedEvents, CurrentMode, Mode},
    queue::{Queue, QueueError, QueueReader, Stats},
    shipping::{ExportIncomplete, Shipping},
};

pub use builder::{StartError, TelemetryBuilder};

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
/// let telemetry = Telemetry::builder(telemetry_sdk::accepted!())
///     .data_dir("/var/lib/app/telemetry")
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
    accepted: AcceptedEvents,
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
    /// Why what is recorded would not survive a kill of the process before it is
    /// queued, if it would not.
    pub journal_problem: Option<String>,
}

impl Telemetry {
    /// Telemetry of an application that has accepted this:
    /// `Telemetry::builder(telemetry_sdk::accepted!())`. What is not accepted is
    /// recorded and kept, `withheld(not accepted)`, and never exported.
    pub fn builder(accepted: Accepted) -> TelemetryBuilder {
        TelemetryBuilder::new(accepted)
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

    /// The linked events that the application has not accepted, and why. They
    /// are recorded and kept, and none of them is exported.
    #[must_use]
    pub fn not_accepted(&self) -> &[NotAccepted] {
        self.accepted.not_accepted()
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
        drain::apply(&self.queue, &mode, &self.accepted)
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
            journal_problem: self.journal.problem(),
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
            accepted: self.accepted.clone(),
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
