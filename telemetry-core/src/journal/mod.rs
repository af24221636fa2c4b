//! Where recorded events wait until the pipeline takes them: the seam between
//! recording and what keeps the event.
//!
//! The recorder knows `Journal::append` and nothing of what follows; the
//! pipeline knows [`Journal::take`] and [`Journal::stored`] and nothing of what
//! came before. Nothing here knows a database or a network.
//!
//! # In a directory
//!
//! [`Journal::open`] keeps events in files that are mapped into memory. An
//! event is kept when `record` returns: if the process is killed then, the
//! system still writes the pages, and whoever opens the journal next finds the
//! event. It does not wait for the disk, so a power cut may take what was
//! recorded within the last seconds; [`Journal::flush`] means stored by the
//! pipeline, on the disk.
//!
//! - Each thread writes a segment (`segment`) of its own, front to back, so that
//!   nothing is shared on the record path: a copy of a few words, a read of the
//!   processor's counter, and one store that publishes the record
//!   (`format`). A full segment is exchanged for one that the
//!   keeper (`keeper`) made ahead.
//! - The taker reads behind the writers, up to the first record that is not
//!   published. When what it took is stored, whole segments go back to the
//!   pool (`pool`).
//! - Each process has a directory (`directory`) of its own, locked while it
//!   lives, with its declarations and the anchors (`clock`) of its clock. Of
//!   processes that are gone the next one recovers (`recovery`) the rest, of
//!   another build of the program, too.
//! - How far each segment was read is stored by the pipeline, in the transaction
//!   that stores the events: so each event is stored once, whatever is killed
//!   when. The id of an event follows from its time and its place, so that
//!   reading it again gives the same event.
//! - What does not fit into the bound is dropped, newest first, and counted.
//!
//! # In memory
//!
//! [`Journal::without_directory`] is for programs that want no directory: it has
//! the same segments, in memory. [`Journal::in_memory`] is for tests: exact in
//! its order and its bound. What they hold is lost when the process is killed.

mod batch;
pub(crate) mod clock;
mod cursor;
mod directory;
mod flow;
mod format;
mod in_memory;
mod keeper;
pub(crate) mod local;
mod losses;
mod pool;
pub(crate) mod process;
pub(crate) mod raw;
mod recovery;
mod segment;
mod segments;
mod surroundings;
pub(crate) mod switch;
mod switched_off;
mod taker;
mod tally;
mod writer;

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fmt, io,
    path::Path,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

pub use batch::{Batch, Entry};
pub use format::SegmentId;
pub use losses::Losses;
pub use switched_off::SwitchedOff;

use crate::Declaration;
use in_memory::InMemory;
use keeper::Keeper;
use local::{Entrance, Local};
use losses::Counters;
use segments::Segments;
use switch::{Gate, Refusal, Switch};
use tally::Tally;

/// How many events a journal holds by default before it drops new ones; about
/// 16 MiB of events with ten numbers each.
pub const DEFAULT_CAPACITY: usize = 100_000;

/// How many bytes of text a journal in memory holds at most before it drops new
/// events: numbers are small, texts may have 64 KiB each.
pub const MAX_TEXT_BYTES: usize = 32 << 20;

/// The size of the files that a journal in a directory consists of.
pub const SEGMENT_BYTES: usize = format::SEGMENT_WORDS * raw::WORD;

/// The longest that a flush waits, whatever it is asked for: a year.
const LONGEST_FLUSH: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Why a flush did not finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlushError {
    /// How many recorded events are not stored yet.
    pub remaining: u64,
}

impl fmt::Display for FlushError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} recorded events were not stored before the deadline; they are still kept in the journal, flush again or look for why the queue does not store",
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
    switch: Arc<Switch>,
    counters: Counters,
    sampled_out: Tally,
    /// Whether sampled events are sampled.
    samples: bool,
    store: Store,
}

#[derive(Debug)]
enum Store {
    InMemory(InMemory),
    Segments(Arc<Segments>, #[expect(dead_code, reason = "ends when it is dropped")] Keeper),
}

impl Journal {
    /// A journal in memory that holds at most this many events. What it holds
    /// is lost when the process is killed.
    #[must_use]
    pub fn in_memory(capacity: usize) -> Self {
        let store = Store::InMemory(InMemory::new(capacity));
        Self::of(Arc::new(Switch::kept_by_a_fork()), store, true)
    }

    /// A journal in memory that has room for every event and keeps the sampled
    /// ones whatever their rate: what a test expects is to be there.
    pub(crate) fn of_every_event() -> Self {
        let store = Store::InMemory(InMemory::new(usize::MAX));
        Self::of(Arc::new(Switch::kept_by_a_fork()), store, false)
    }

    /// A journal in files below this directory, which is made if it is not
    /// there. Several processes may have one in the same directory. The version
    /// is that of the program, which its events carry.
    ///
    /// It holds about as many events as the capacity says, at least two
    /// segments, and one segment for each thread that records at a time; threads
    /// for which none is left share one. What the program recorded is safe from
    /// a kill unless [`Journal::problem`] says otherwise: where no file can be
    /// made, events are kept in memory.
    ///
    /// # Errors
    /// When the system gives no random bytes or no pipe.
    pub fn open(directory: &Path, capacity: usize, version: &str) -> io::Result<Self> {
        Self::of_segments(Some(directory), capacity, version)
    }

    /// A journal as by [`Journal::open`], for programs that want no directory:
    /// as fast, and lost with the process, also for a fork of it.
    ///
    /// # Errors
    /// When the system gives no random bytes or no pipe.
    pub fn without_directory(capacity: usize) -> io::Result<Self> {
        Self::of_segments(None, capacity, "")
    }

    fn of_segments(directory: Option<&Path>, capacity: usize, version: &str) -> io::Result<Self> {
        let switch = Arc::new(Switch::new());
        let segments = Segments::open(directory, capacity, version, Arc::clone(&switch))?;
        let segments = Arc::new(segments);
        let keeper = Keeper::start(Arc::clone(&segments));
        Ok(Self::of(switch, Store::Segments(segments, keeper), true))
    }

    fn of(switch: Arc<Switch>, store: Store, samples: bool) -> Self {
        let (counters, sampled_out) = (Counters::default(), Tally::default());
        Self { shared: Arc::new(Shared { switch, counters, sampled_out, samples, store }) }
    }

    /// Takes over what processes left in the directory that are gone, to be
    /// taken before what is recorded from now on. `positions` says how far each
    /// segment is stored, as [`Batch::positions`] told. How many processes there
    /// were.
    ///
    /// # Errors
    /// When the directory cannot be read. What was found before is taken over.
    pub fn recover(&self, positions: &BTreeMap<SegmentId, u64>) -> io::Result<usize> {
        match &self.shared.store {
            Store::InMemory(_) => Ok(0),
            Store::Segments(segments, _) => segments.recover(positions),
        }
    }

    /// Deletes, unread, what processes left in this directory that are gone and
    /// that no living one has taken over. How many processes there were.
    ///
    /// # Errors
    /// When the directory cannot be read or one of them cannot be deleted.
    pub fn discard_ended(directory: &Path) -> io::Result<usize> {
        recovery::discard_ended(directory)
    }

    /// Whether it is certain that there is no journal of another process, living
    /// or not, in the directory.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        match &self.shared.store {
            Store::InMemory(_) => false,
            Store::Segments(segments, _) => segments.is_alone(),
        }
    }

    /// Why what is recorded would not survive a kill of the process, if it
    /// would not.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        match &self.shared.store {
            Store::InMemory(_) => None,
            Store::Segments(segments, _) => segments.problem(),
        }
    }

    /// Switches recording on or off. Off means off: `record` returns at once
    /// and keeps nothing.
    pub fn set_on(&self, on: bool) {
        self.shared.switch.set_on(on);
    }

    /// Switches off exactly these events: they cost one look at a word, and
    /// nothing of them is kept. What waits of them can still be taken.
    pub fn switch_off(&self, events: Arc<SwitchedOff>) {
        self.shared.switch.switch_off(events);
    }

    /// The word that a recorder of these events asks first.
    pub(crate) fn gate(&self, key: usize, declarations: Vec<&'static Declaration>) -> Gate {
        self.shared.switch.gate(key, declarations)
    }

    /// The number by which records refer to this declaration.
    pub(crate) fn number_of(
        &self,
        record: &'static [u8],
        declaration: &'static Declaration,
    ) -> u64 {
        match &self.shared.store {
            Store::InMemory(_) => 0,
            Store::Segments(segments, _) => segments.number_of(record, declaration).into(),
        }
    }

    /// Whether sampled events are sampled here.
    pub(crate) fn samples(&self) -> bool {
        self.shared.samples
    }

    /// The day, in days since the epoch, UTC.
    pub(crate) fn today(&self) -> i64 {
        match &self.shared.store {
            Store::InMemory(_) => crate::reviewed::today(),
            Store::Segments(segments, _) => segments.today.get(),
        }
    }

    /// The short way in, for nearly every event; the others go by `append`.
    pub(crate) fn entrance(&self) -> Entrance {
        match &self.shared.store {
            Store::InMemory(_) => Entrance::CLOSED,
            Store::Segments(segments, _) => Entrance::to(segments),
        }
    }

    /// Keeps the event whose values the thread has, or counts why not. With its
    /// identity, if it may leave with one.
    pub(crate) fn append(
        &self,
        (declaration, number): (&'static Declaration, u64),
        local: &mut Local,
        identity: bool,
    ) {
        let Shared { counters, store, .. } = &*self.shared;
        let kept = match store {
            Store::InMemory(memory) => memory.record(declaration, local, identity, counters),
            Store::Segments(segments, _) => {
                local.texts.bound(writer::MAX_TEXT_WORDS);
                counters.add_left_out(&local.texts);
                local.enter(segments);
                segments.record(local, (number, declaration.sizes().0), identity)
            }
        };
        if !kept {
            counters.journal_full.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn count_not_declared(&self) {
        self.shared.counters.not_declared.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_expired(&self) {
        self.shared.counters.expired.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts an event that its sample rate leaves out. Recorders do so
    /// themselves; this is for events that come to the queue another way.
    #[inline]
    pub fn count_sampled_out(&self) {
        self.shared.sampled_out.add_one();
    }

    /// Counts an event that was not recorded because the journal is not on.
    pub(crate) fn count_refused(&self, refusal: Refusal) {
        let counter = match refusal {
            Refusal::Off => return,
            Refusal::Closed => &self.shared.counters.closed,
            Refusal::Forked => &self.shared.counters.forked,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Moves what waits into an empty batch, bounded in number and size. Waits
    /// up to `patience` for a fill level, a flush or the end; returns whether
    /// the journal is closed and empty, which means that nothing will follow.
    ///
    /// There is one taker at a time. It says of each batch that it is
    /// [stored](Self::stored), in the order in which it took them, also of one
    /// without entries if that is not [empty](Batch::is_empty). It may take the
    /// next one before.
    pub fn take(&self, batch: &mut Batch, patience: Duration) -> bool {
        let Shared { counters, store, .. } = &*self.shared;
        match store {
            Store::InMemory(memory) => memory.take(batch, patience),
            Store::Segments(segments, _) => segments.take(batch, patience, counters),
        }
    }

    /// Says that so many more of the events taken are stored durably, and when
    /// it is all of a batch, that its positions are.
    pub fn stored(&self, count: usize) {
        match &self.shared.store {
            Store::InMemory(memory) => memory.stored(count),
            Store::Segments(segments, _) => segments.stored(count),
        }
    }

    /// Waits until every event recorded before the call is stored.
    ///
    /// # Errors
    /// When the deadline passes first; nothing is lost by that.
    pub fn flush(&self, deadline: Duration) -> Result<(), FlushError> {
        // Longer than any program waits, short enough for every clock.
        let end = Instant::now() + deadline.min(LONGEST_FLUSH);
        let remaining = match &self.shared.store {
            Store::InMemory(memory) => memory.flush(end),
            Store::Segments(segments, _) => segments.flush(end),
        };
        remaining.map_or(Ok(()), |remaining| Err(FlushError { remaining }))
    }

    /// Refuses new events from now on; what waits can still be taken.
    pub fn close(&self) {
        self.shared.switch.close();
        match &self.shared.store {
            Store::InMemory(memory) => memory.close(),
            Store::Segments(segments, _) => segments.flow.close(),
        }
    }

    /// How many events were recorded so far, without those that were lost.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        match &self.shared.store {
            Store::InMemory(memory) => memory.recorded(),
            Store::Segments(segments, _) => segments.recorded(),
        }
    }

    /// How many events were left out by their sample rates so far. They are not
    /// lost: those that were recorded carry the rate and stand for them.
    #[must_use]
    pub fn sampled_out(&self) -> u64 {
        self.shared.sampled_out.sum()
    }

    /// What was not kept so far.
    #[must_use]
    pub fn losses(&self) -> Losses {
        self.shared.counters.read()
    }
}
