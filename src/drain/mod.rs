//! Moves recorded events from the journal into the queue: expands them to
//! their two parts, applies the policy, commits.
//!
//! One thread, which ends when the journal is closed and empty. It knows the
//! journal before it and the queue behind it. How far the journal was read is
//! committed with the events, so that each of them is queued once, whenever the
//! process is killed. While the queue stores a full batch the next one is
//! expanded. When the queue cannot store, the batch is kept and tried again; the
//! journal meanwhile fills and counts what it has to drop.

mod expand;
mod storing;

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use telemetry_core::{
    journal::{Batch, Journal, SegmentId},
    wire::Source,
};

use self::storing::Storing;
use crate::{
    policy::{AcceptedEvents, CurrentMode, Mode},
    queue::{JournalPosition, Queue, QueueError},
};

/// How long an event waits in the journal at most before it is queued.
const PERIOD: Duration = Duration::from_millis(200);

/// How often the clean-up of the queue is considered by default.
pub(crate) const CLEAN_UP_EVERY: Duration = Duration::from_secs(30 * 60);

/// How soon what was lost is noted when there is nothing else to store.
const NOTE_LOSSES_EVERY: Duration = Duration::from_secs(5);

/// How often is looked for journals of processes that were killed meanwhile.
const RECOVER_EVERY: Duration = Duration::from_secs(10);

/// What the drain needs.
pub(crate) struct Drain {
    pub(crate) journal: Journal,
    pub(crate) queue: Queue,
    pub(crate) mode: CurrentMode,
    pub(crate) accepted: AcceptedEvents,
    pub(crate) source: Source,
    pub(crate) progress: Arc<Progress>,
    pub(crate) retention: Duration,
    pub(crate) clean_up_every: Duration,
}

/// What others see of a drain.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    problem: Mutex<Option<String>>,
    discarded: AtomicU64,
}

impl Progress {
    /// Why events are not being queued, if they are not.
    pub(crate) fn problem(&self) -> Option<String> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many events came to a drain that was told to keep none.
    pub(crate) fn discarded(&self) -> u64 {
        self.discarded.load(Ordering::Relaxed)
    }

    fn set_problem(&self, problem: Option<String>) {
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }
}

impl Drain {
    /// Finds what ended processes left, and starts the thread.
    pub(crate) fn start(self) -> std::io::Result<JoinHandle<()>> {
        self.forget_positions();
        self.recover();
        thread::Builder::new().name("telemetry-drain".to_owned()).spawn(move || self.run())
    }

    fn run(self) {
        let mut batch = Batch::default();
        // At once: a program that never runs for long cleans up, too.
        self.clean_up();
        let (mut cleaned, mut recovered) = (Instant::now(), Instant::now());
        let mut storing = Storing::default();
        loop {
            let ended = self.journal.take(&mut batch, PERIOD);
            if !batch.is_empty() {
                batch = storing.store(&self, batch);
            } else {
                storing.finish(&self);
                if ended || storing.noted.at.elapsed() >= NOTE_LOSSES_EVERY {
                    storing.note_losses(&self);
                }
            }
            if ended {
                return;
            }
            if recovered.elapsed() >= RECOVER_EVERY {
                recovered = Instant::now();
                self.recover();
            }
            if cleaned.elapsed() >= self.clean_up_every {
                cleaned = Instant::now();
                self.clean_up();
            }
        }
    }

    /// What the last process read to its end and deleted left its positions
    /// behind. While there is any other journal they may be its.
    fn forget_positions(&self) {
        if self.journal.is_alone()
            && let Err(error) = self.queue.forget_journal_positions()
        {
            tracing::warn!(%error, "positions of journals that are no more stay in the queue");
        }
    }

    /// Takes over the journals of processes that are gone.
    fn recover(&self) {
        match recover(&self.queue, &self.journal) {
            Ok(0) => {}
            Ok(processes) => {
                tracing::info!(processes, "events that ended processes left are queued")
            }
            Err(error) => {
                tracing::warn!(%error, "the journals of ended processes cannot be read; trying again later");
            }
        }
    }

    fn clean_up(&self) {
        match self.queue.clean_up(self.retention) {
            Ok(0) => {}
            Ok(deleted) => {
                tracing::info!(deleted, "exported events past their retention were deleted")
            }
            Err(error) => {
                tracing::warn!(%error, "the queue cannot be cleaned up; trying again later")
            }
        }
    }
}

/// Brings what the queue holds in line with what is switched off, with the mode
/// and with what is accepted.
pub(crate) fn apply(
    queue: &Queue,
    now: &CurrentMode,
    accepted: &AcceptedEvents,
) -> Result<(), QueueError> {
    let (mode, off) = (now.get(), now.switched_off());
    if mode == Mode::Off {
        queue.purge_waiting()?;
        return Ok(());
    }
    if !off.is_empty() {
        queue.purge_events(&|feature, action| off.contains(feature, action))?;
    }
    queue.apply_policy(&|feature, action| accepted.disposition(&mode, feature, action))?;
    Ok(())
}

/// Takes over the journals of processes that are gone. How many there were.
///
/// # Errors
/// Why not, in words.
pub(crate) fn recover(queue: &Queue, journal: &Journal) -> Result<usize, String> {
    let positions = queue.journal_positions().map_err(|error| error.to_string())?;
    let position = |it: JournalPosition| (SegmentId::from_bytes(it.segment), it.words);
    let positions = positions.into_iter().map(position).collect();
    journal.recover(&positions).map_err(|error| error.to_string())
}
