//! Ties the pieces of one instance together: journal, drain, queue, exporter.

mod builder;
mod place;

use std::{
    sync::Arc,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use telemetry_core::{
    Catalog, Event, MakeRecorder, Recorder, UserId, UserKey,
    journal::{FlushError, Journal, Losses, SwitchedOff},
};

use crate::{
    accepted::{Accepted, NotAccepted},
    drain::Progress,
    policy::{AcceptedEvents, CurrentMode, Mode},
    queue::{Queue, QueueError, QueueReader, Stats},
    shipping::{ExportIncomplete, Shipping},
    switches::{Control, SwitchError, Watch, check_recorded},
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
    control: Arc<Control>,
    user_key: UserKey,
    catalog: Catalog,
    progress: Arc<Progress>,
    #[cfg(feature = "console")]
    version: String,
    /// None for an instance in memory, of which no other process can know.
    watch: Option<Watch>,
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
    /// Whether everything is in memory, so that nothing survives the process.
    pub in_memory: bool,
    /// The mode in force, whoever set it.
    pub mode: Mode,
    /// The events that are not recorded, whatever the mode, whoever said so.
    pub not_recorded: SwitchedOff,
    /// Recorded since the start.
    pub recorded: u64,
    /// Left out since the start because the declaration of the event says to
    /// record a share of them. None of these is lost: those that were recorded
    /// carry the rate and stand for them.
    pub sampled_out: u64,
    /// Not kept since the start, by reason.
    pub losses: Losses,
    /// Recorded since the start, and given up because they, or everything, were
    /// switched off before they were queued.
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

    /// Changes the mode of this instance: here, in every other process of the
    /// data directory within a second, and for what waits already.
    ///
    /// `Off` is remembered: whatever mode a builder says, programs that start
    /// later record nothing until some process sets another mode, or the command
    /// `telemetry mode` does. When this returns, nothing recorded by this process
    /// is kept any more, and what waited is purged: in the queue, in the journal,
    /// and in the journals of processes that ended. The other modes hold for the
    /// processes that run; one that starts later has the mode of its builder.
    ///
    /// `On` in a process without an export address lets its events wait in the
    /// queue for one that has an address.
    ///
    /// # Errors
    /// What of this could not be done, and what holds now. What keeps more back
    /// holds in this process all the same.
    pub fn set_mode(&self, mode: Mode) -> Result<(), SwitchError> {
        self.control.set_mode(&mode)
    }

    /// Switches an event, or with no action all of a feature and of what is below
    /// it, off or on again, whatever the mode. As with the mode: here, in every
    /// other process of the data directory within a second, and remembered for
    /// programs that start later. An event that is off costs its callers one look
    /// at a word; what waits of it is purged.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let telemetry = telemetry_sdk::Telemetry::builder(telemetry_sdk::accepted!()).start()?;
    /// telemetry.set_recorded("search", Some("resultsShown"), false)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When this program declares no such event, with the names that may be
    /// meant; when an event is to be switched on whose whole feature is off; and
    /// as [`set_mode`](Self::set_mode).
    pub fn set_recorded(
        &self,
        feature: &str,
        action: Option<&str>,
        recorded: bool,
    ) -> Result<(), SwitchError> {
        let events = self.catalog.events().iter();
        let declared: Vec<_> = events.map(|it| (it.feature.as_str(), it.action.as_str())).collect();
        let off = self.control.remembered().not_recorded;
        check_recorded(&declared, &off, feature, action, recorded)?;
        self.control.set_recorded(feature, action, recorded)
    }

    /// Where the events are.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn status(&self) -> Result<Status, QueueError> {
        Ok(Status {
            in_memory: self.queue.is_in_memory(),
            mode: self.mode.get(),
            not_recorded: SwitchedOff::clone(&self.mode.switched_off()),
            recorded: self.journal.recorded(),
            sampled_out: self.journal.sampled_out(),
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
    /// What is not exported yet stays in the queue for the next start; of an
    /// instance in memory it is lost.
    ///
    /// # Errors
    /// When not everything was stored before the deadline.
    pub fn shutdown(mut self, deadline: Duration) -> Result<(), ShutdownError> {
        self.stop(deadline)
    }

    fn stop(&mut self, deadline: Duration) -> Result<(), ShutdownError> {
        let Some(drain) = self.drain.take() else { return Ok(()) };
        drop(self.watch.take());
        drop(self.shipping.take());
        self.journal.close();
        let flushed = self.journal.flush(deadline);
        match flushed {
            Ok(()) => {
                let _ = drain.join();
                self.tell_what_is_lost();
                Ok(())
            }
            // The thread is left behind with what it cannot store; joining it
            // would wait for a disk that may never come back.
            Err(flush) => Err(ShutdownError::NotStored { flush, problem: self.progress.problem() }),
        }
    }
}

impl Telemetry {
    /// Of an instance in memory, everything that did not leave.
    fn tell_what_is_lost(&self) {
        let stats = self.queue.is_in_memory().then(|| self.queue.stats().ok()).flatten();
        let waiting = |it: &Stats| it.queued.events + it.leased.events;
        if let Some(events) = stats.as_ref().map(waiting).filter(|events| *events > 0) {
            tracing::warn!(
                events,
                "events that were not exported are lost with this process; call `export_now` before the end, or set a data directory"
            );
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
