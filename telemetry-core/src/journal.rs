//! Where recorded events wait until the pipeline takes them: the seam between
//! recording and what keeps the event.
//!
//! The recorder knows `Journal::append` and nothing of what follows; the
//! pipeline knows [`Journal::take`] and nothing of what came before. This
//! journal is in memory and bounded: appending holds a lock for the time of a
//! copy, the taker swaps whole batches under it, and no lock is ever held over
//! I/O. What does not fit is dropped, newest first, and counted.

use std::{
    ops::Range,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use crate::{Declaration, context::Context, id::EventId, values::Values};

/// How many events a journal holds by default before it drops new ones; about
/// 20 MiB of events with ten numbers each.
pub const DEFAULT_CAPACITY: usize = 100_000;

/// How many bytes of private text a journal holds at most before it drops new
/// events: numbers are small, texts may have 64 KiB each.
pub const MAX_TEXT_BYTES: usize = 32 << 20;

/// The longest that a flush waits, whatever it is asked for: a year.
const LONGEST_FLUSH: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The part of the capacity at which a waiting taker is woken: waking it for
/// each event would cost the recording thread more than the event.
const WAKE_AT: usize = 8;

/// One recorded event, compact: what is constant is a reference.
#[derive(Debug)]
pub struct Entry {
    pub(crate) declaration: &'static Declaration,
    pub(crate) id: EventId,
    /// Since the epoch, UTC.
    pub(crate) at: Duration,
    pub(crate) context: Option<Context>,
    pub(crate) numbers: Range<usize>,
    pub(crate) texts: Vec<Option<String>>,
}

impl Entry {
    /// The id that the event keeps on its whole way.
    #[must_use]
    pub const fn id(&self) -> EventId {
        self.id
    }

    /// When it was recorded, since the epoch, UTC.
    #[must_use]
    pub const fn recorded_at(&self) -> Duration {
        self.at
    }

    /// Its declaration.
    #[must_use]
    pub const fn declaration(&self) -> &'static Declaration {
        self.declaration
    }
}

/// Entries in the order in which they were recorded.
#[derive(Debug, Default)]
pub struct Batch {
    entries: Vec<Entry>,
    numbers: Vec<f64>,
    text_bytes: usize,
}

impl Batch {
    /// The entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The numbers of an entry of this batch; an absent one is a NaN.
    pub(crate) fn numbers(&self, entry: &Entry) -> &[f64] {
        &self.numbers[entry.numbers.clone()]
    }

    /// Empties the batch and keeps its memory for the next one.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.numbers.clear();
        self.text_bytes = 0;
    }
}

/// What was not kept, by reason. Counts since the journal was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Losses {
    /// Events dropped because the journal was full.
    pub journal_full: u64,
    /// Events recorded after the journal was closed.
    pub closed: u64,
    /// Events whose declaration contradicts itself; written by hand.
    pub not_declared: u64,
    /// Events whose declaration has expired.
    pub expired: u64,
    /// Values left out because they were not finite.
    pub not_finite: u64,
    /// Texts left out because they were too long.
    pub text_too_long: u64,
    /// Audited texts left out because their review does not allow them, or no
    /// longer holds.
    pub text_not_reviewed: u64,
}

impl Losses {
    /// All of them together, events and values.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.journal_full
            + self.closed
            + self.not_declared
            + self.expired
            + self.not_finite
            + self.text_too_long
            + self.text_not_reviewed
    }
}

#[derive(Debug, Default)]
struct Counters {
    journal_full: AtomicU64,
    closed: AtomicU64,
    not_declared: AtomicU64,
    expired: AtomicU64,
    not_finite: AtomicU64,
    text_too_long: AtomicU64,
    text_not_reviewed: AtomicU64,
}

/// Why a flush did not finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlushError {
    /// How many recorded events are not stored yet.
    pub remaining: u64,
}

impl std::fmt::Display for FlushError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} recorded events were not stored before the deadline; they are still kept in memory, flush again or look for why the queue does not store",
            self.remaining
        )
    }
}

impl std::error::Error for FlushError {}

/// Keeps recorded events until they are taken. Cheap to clone; all clones are
/// the same journal.
#[derive(Debug, Clone)]
pub struct Journal {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    on: AtomicBool,
    capacity: usize,
    state: Mutex<State>,
    /// Wakes the taker.
    filled: Condvar,
    /// Wakes those who flush.
    stored: Condvar,
    counters: Counters,
}

#[derive(Debug, Default)]
struct State {
    waiting: Batch,
    recorded: u64,
    stored: u64,
    flushing: bool,
    closed: bool,
}

impl Journal {
    /// A journal in memory that holds at most this many events. What it holds
    /// is lost when the process is killed.
    #[must_use]
    pub fn in_memory(capacity: usize) -> Self {
        Self {
            shared: Arc::new(Shared {
                on: AtomicBool::new(true),
                capacity: capacity.max(1),
                state: Mutex::default(),
                filled: Condvar::new(),
                stored: Condvar::new(),
                counters: Counters::default(),
            }),
        }
    }

    /// Switches recording on or off. Off means off: `record` returns at once
    /// and keeps nothing.
    pub fn set_on(&self, on: bool) {
        self.shared.on.store(on, Ordering::Relaxed);
    }

    pub(crate) fn is_on(&self) -> bool {
        self.shared.on.load(Ordering::Relaxed)
    }

    /// Keeps one event, or counts why not.
    pub(crate) fn append(
        &self,
        declaration: &'static Declaration,
        values: &mut Values,
        context: Option<Context>,
    ) {
        let counters = &self.shared.counters;
        counters.not_finite.fetch_add(values.not_finite, Ordering::Relaxed);
        counters.text_too_long.fetch_add(values.too_long, Ordering::Relaxed);
        counters.text_not_reviewed.fetch_add(values.not_reviewed, Ordering::Relaxed);
        let at = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let id = EventId::new(at);

        let mut state = self.lock();
        if state.closed {
            counters.closed.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let texts = values.text_bytes();
        let fits = state.waiting.entries.len() < self.shared.capacity
            && state.waiting.text_bytes + texts <= MAX_TEXT_BYTES;
        if !fits {
            counters.journal_full.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let start = state.waiting.numbers.len();
        state.waiting.numbers.extend_from_slice(values.numbers());
        let numbers = start..state.waiting.numbers.len();
        let entry = Entry { declaration, id, at, context, numbers, texts: values.take_texts() };
        state.waiting.entries.push(entry);
        state.waiting.text_bytes += texts;
        state.recorded += 1;
        let wake = state.waiting.entries.len() == self.shared.capacity.div_ceil(WAKE_AT);
        drop(state);
        if wake {
            self.shared.filled.notify_one();
        }
    }

    pub(crate) fn count_not_declared(&self) {
        self.shared.counters.not_declared.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_expired(&self) {
        self.shared.counters.expired.fetch_add(1, Ordering::Relaxed);
    }

    /// Moves everything that waits into an empty batch. Waits up to `patience`
    /// for a fill level, a flush or the end; returns whether the journal is
    /// closed and empty, which means that nothing will follow.
    pub fn take(&self, batch: &mut Batch, patience: Duration) -> bool {
        batch.clear();
        let mut state = self.lock();
        let enough = self.shared.capacity.div_ceil(WAKE_AT);
        let idle = |state: &mut State| {
            state.waiting.entries.len() < enough && !state.flushing && !state.closed
        };
        if idle(&mut state) {
            let waited = self.shared.filled.wait_timeout_while(state, patience, idle);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.flushing = false;
        std::mem::swap(&mut state.waiting, batch);
        state.closed && batch.entries.is_empty()
    }

    /// Says that so many more of the events taken are stored durably.
    pub fn stored(&self, count: usize) {
        self.lock().stored += count as u64;
        self.shared.stored.notify_all();
    }

    /// Waits until every event recorded before the call is stored.
    ///
    /// # Errors
    /// When the deadline passes first; nothing is lost by that.
    pub fn flush(&self, deadline: Duration) -> Result<(), FlushError> {
        // Longer than any program waits, short enough for every clock.
        let end = Instant::now() + deadline.min(LONGEST_FLUSH);
        let mut state = self.lock();
        let goal = state.recorded;
        while state.stored < goal {
            state.flushing = true;
            self.shared.filled.notify_one();
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(FlushError { remaining: goal - state.stored });
            }
            let waited = self.shared.stored.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(())
    }

    /// Refuses new events from now on; what waits can still be taken.
    pub fn close(&self) {
        self.lock().closed = true;
        self.shared.filled.notify_all();
    }

    /// How many events were recorded so far, without those that were lost.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.lock().recorded
    }

    /// What was not kept so far.
    #[must_use]
    pub fn losses(&self) -> Losses {
        let counters = &self.shared.counters;
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Losses {
            journal_full: read(&counters.journal_full),
            closed: read(&counters.closed),
            not_declared: read(&counters.not_declared),
            expired: read(&counters.expired),
            not_finite: read(&counters.not_finite),
            text_too_long: read(&counters.text_too_long),
            text_not_reviewed: read(&counters.text_not_reviewed),
        }
    }

    /// A panic while the lock was held leaves whole entries behind, so the
    /// state stays usable.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
