//! Moves recorded events from the journal into the queue: expands them to
//! their two parts, applies the policy, commits.
//!
//! One thread, which ends when the journal is closed and empty. It knows the
//! journal before it and the queue behind it. How far the journal was read is
//! committed with the events, so that each of them is queued once, whenever the
//! process is killed. When the queue cannot store, the batch is kept and tried
//! again; the journal meanwhile fills and counts what it has to drop.

use std::{
    iter,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use bytes::Bytes;
use telemetry_core::{
    journal::{Batch, Entry, Journal, Losses, SegmentId, SwitchedOff},
    wire::{self, Source},
};

use crate::{
    losses,
    policy::{AcceptedEvents, CurrentMode, Mode},
    queue::{JournalPosition, JournalRead, NewEvent, Queue, QueueError},
};

/// How long an event waits in the journal at most before it is queued.
const PERIOD: Duration = Duration::from_millis(200);

/// How often the clean-up of the queue is considered by default.
pub(crate) const CLEAN_UP_EVERY: Duration = Duration::from_secs(30 * 60);

/// How soon what was lost is noted when there is nothing else to store.
const NOTE_LOSSES_EVERY: Duration = Duration::from_secs(5);

/// How often is looked for journals of processes that were killed meanwhile.
const RECOVER_EVERY: Duration = Duration::from_secs(10);

/// What an event takes about on the wire; the buffer of a batch grows if it has
/// more.
const USUAL_BYTES: usize = 256;

/// The first and the longest wait after the queue failed to store.
const RETRY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

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

/// What the queue knows already of what was lost.
struct Noted {
    losses: Losses,
    at: Instant,
}

impl Default for Noted {
    fn default() -> Self {
        Self { losses: Losses::default(), at: Instant::now() }
    }
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
        let mut noted = Noted::default();
        loop {
            let ended = self.journal.take(&mut batch, PERIOD);
            if !batch.is_empty() {
                self.store_until_it_is(&batch, &mut noted);
                self.journal.stored(batch.entries().len());
            } else if ended || noted.at.elapsed() >= NOTE_LOSSES_EVERY {
                self.note_losses(&mut noted);
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

    /// Stores the batch, however long that takes: it is in no other place.
    fn store_until_it_is(&self, batch: &Batch, noted: &mut Noted) {
        let mut wait = RETRY.0;
        loop {
            match self.store(batch, noted) {
                Ok(()) => return self.progress.set_problem(None),
                Err(error) => {
                    tracing::warn!(%error, "events cannot be queued; trying again");
                    self.progress.set_problem(Some(error.to_string()));
                }
            }
            thread::sleep(wait);
            wait = (wait * 2).min(RETRY.1);
        }
    }

    fn store(&self, batch: &Batch, noted: &mut Noted) -> Result<(), QueueError> {
        let (mode, off) = (self.mode.get(), self.mode.switched_off());
        let is_kept = |entry: &&Entry| {
            let schema = entry.declaration().schema();
            mode != Mode::Off && !off.contains(&schema.feature, &schema.action)
        };
        let kept: Vec<&Entry> = batch.entries().iter().filter(is_kept).collect();
        let events = self.expand(batch, &kept, &mode);
        let discarded = batch.entries().len() - events.len();
        // Durably, also when none is kept: the next start must not find them again.
        let (losses, mut read) = (self.journal.losses(), read(batch));
        read.lost = losses::since(&losses, &noted.losses);
        read.lost.extend((discarded > 0).then_some((losses::DISCARDED, discarded as u64)));
        let inserted = self.queue.insert_read(events, read)?;
        *noted = Noted { losses, at: Instant::now() };
        self.progress.discarded.fetch_add(discarded as u64, Ordering::Relaxed);
        if inserted.dropped > 0 {
            tracing::warn!(
                dropped = inserted.dropped,
                "the queue is full; the newest events were dropped"
            );
        }
        self.catch_up(&mode, &off)
    }

    /// Notes what was lost while nothing was stored. What cannot be noted is
    /// noted with the next events, or is not known after this process.
    fn note_losses(&self, noted: &mut Noted) {
        let losses = self.journal.losses();
        let lost = losses::since(&losses, &noted.losses);
        noted.at = Instant::now();
        match self.queue.insert_read(Vec::new(), JournalRead { lost, ..Default::default() }) {
            Ok(_) => noted.losses = losses,
            Err(error) => tracing::debug!(%error, "losses cannot be noted; trying again later"),
        }
    }

    /// What changed while events were stored was applied to the queue without
    /// them.
    fn catch_up(&self, mode: &Mode, off: &SwitchedOff) -> Result<(), QueueError> {
        if self.mode.get() == *mode && *self.mode.switched_off() == *off {
            return Ok(());
        }
        apply(&self.queue, &self.mode, &self.accepted)
    }

    /// These entries of a batch as they are queued. Their bytes stand in one buffer,
    /// because a buffer for each of them costs more than filling it.
    fn expand(&self, batch: &Batch, entries: &[&Entry], mode: &Mode) -> Vec<NewEvent> {
        let mut bytes = Vec::with_capacity(entries.len() * USUAL_BYTES);
        let mut end_of = |entry: &&Entry| {
            wire::put_event(&mut bytes, batch, entry, &self.source);
            bytes.len()
        };
        let ends: Vec<usize> = entries.iter().map(&mut end_of).collect();
        let starts = iter::once(0).chain(ends.iter().copied());
        let bytes = Bytes::from(bytes);
        let parts = starts.zip(&ends).map(|(start, end)| bytes.slice(start..*end));
        let entries = entries.iter().zip(parts);
        entries.map(|(entry, exportable)| self.new_event(entry, exportable, mode)).collect()
    }

    fn new_event(&self, entry: &Entry, exportable: Bytes, mode: &Mode) -> NewEvent {
        let schema = entry.declaration().schema();
        NewEvent {
            id: String::from_utf8_lossy(&entry.id().to_text()).into_owned(),
            recorded_at: i64::try_from(entry.recorded_at().as_micros()).unwrap_or(i64::MAX),
            feature: schema.feature.as_str().into(),
            action: schema.action.as_str().into(),
            exportable,
            local: wire::local_part(entry).map(Bytes::from),
            disposition: self.accepted.disposition(mode, &schema.feature, &schema.action),
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

/// How far the journal was read with this batch.
fn read(batch: &Batch) -> JournalRead {
    let position =
        |(id, words): &(SegmentId, u64)| JournalPosition { segment: *id.as_bytes(), words: *words };
    JournalRead {
        positions: batch.positions().iter().map(position).collect(),
        forgotten: batch.forgotten().iter().map(|id| *id.as_bytes()).collect(),
        lost: Vec::new(),
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
