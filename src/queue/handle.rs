//! The queue as the rest of the program sees it: cheap to clone, safe to
//! share, every call blocking until it is durable. It holds no connection;
//! all it does is hand work to the writer.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::clock::{Clock, SystemClock};
use super::connect;
use super::error::QueueError;
use super::event::{Disposition, Inserted, JournalPosition, JournalRead, NewEvent};
use super::lease::{Lease, LeaseId, LeaseRequest, Outcome, Settled, Ticket};
use super::limits::{IN_MEMORY_BYTES, QueueLimits};
use super::reader::QueueReader;
use super::stats::{PolicyApplied, Stats};
use super::store::Store;
use super::writer::{self, Call, Job, Room};

/// How many calls wait for the writer before a caller waits for its place.
const BACKLOG: usize = 1024;
/// How many events one step of a long change touches.
const STEP: usize = 10_000;

/// The durable queue of an instance, open for writing.
///
/// Every method blocks until its change is on the disk; async code calls them
/// through its runtime's blocking threads. All calls that arrive while the
/// disk is busy share one commit. When the last clone is dropped, what was
/// handed in is finished and the file closed.
#[derive(Debug, Clone)]
pub struct Queue {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    /// None only while dropping.
    jobs: Option<SyncSender<Box<dyn Job>>>,
    writer: Option<JoinHandle<()>>,
}

impl Queue {
    /// Opens the queue at `path`, and makes it with its directory if there is
    /// none. Leases of an earlier process end.
    ///
    /// # Errors
    /// When the file is written by another process, is not a queue that this
    /// program knows, or cannot be read and written. The file is then as it
    /// was.
    pub fn open(path: impl AsRef<Path>, limits: QueueLimits) -> Result<Self, QueueError> {
        Self::open_with_clock(path, limits, Arc::new(SystemClock::default()))
    }

    /// Makes a queue in memory: it is gone with its last clone, and no other
    /// process can read it. It keeps at most [`IN_MEMORY_BYTES`] of events,
    /// whatever the limits say, and no ballast.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn in_memory(limits: QueueLimits) -> Result<Self, QueueError> {
        let max_bytes = limits.max_bytes.min(IN_MEMORY_BYTES);
        let limits = QueueLimits { ballast_bytes: 0, max_bytes, ..limits };
        Self::open(connect::in_memory(), limits)
    }

    /// Whether it is one in memory.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        connect::is_in_memory(self.path())
    }

    /// As [`Self::open`], reading the time from `clock`.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with_clock(
        path: impl AsRef<Path>,
        limits: QueueLimits,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, QueueError> {
        let path = path.as_ref().to_owned();
        let store = Store::open(path.clone(), limits, clock)?;
        let (jobs, inbox) = sync_channel(BACKLOG);
        let writer = thread::Builder::new()
            .name("telemetry-queue".to_owned())
            .spawn(move || writer::serve(store, &inbox))
            .map_err(|_| QueueError::Stopped { path: path.clone() })?;
        Ok(Self { shared: Arc::new(Shared { path, jobs: Some(jobs), writer: Some(writer) }) })
    }

    /// The database file; a name without a file for a queue in memory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Opens a reader of this queue.
    ///
    /// # Errors
    /// As [`QueueReader::open`].
    pub fn reader(&self) -> Result<QueueReader, QueueError> {
        QueueReader::open(self.path())
    }

    /// Stores `batch`; on return it is durable. An id that is there already
    /// is ignored and its neighbours are stored. What does not fit is
    /// dropped, the last of the batch first, and counted.
    ///
    /// # Errors
    /// When the disk is full or fails. Then nothing of this batch counts as
    /// stored, and it may be handed in again as it is.
    pub fn insert(&self, batch: Vec<NewEvent>) -> Result<Inserted, QueueError> {
        if batch.is_empty() {
            return Ok(Inserted::default());
        }
        self.call(batch.len(), Room::Takes, move |store| store.insert(&batch))
    }

    /// As [`Self::insert`] for events of a journal: how far it was read is
    /// stored in the same transaction. An empty batch only notes that.
    ///
    /// # Errors
    /// As [`Self::insert`]; then what was read counts as not read.
    pub fn insert_read(
        &self,
        batch: Vec<NewEvent>,
        read: JournalRead,
    ) -> Result<Inserted, QueueError> {
        if batch.is_empty() && read.is_empty() {
            return Ok(Inserted::default());
        }
        self.begin_insert_read(batch, read).wait()
    }

    /// As [`Self::insert_read`], without waiting until it is durable.
    pub(crate) fn begin_insert_read(
        &self,
        batch: Vec<NewEvent>,
        read: JournalRead,
    ) -> Pending<Inserted> {
        // Giving events up makes room in the journal.
        let room = if batch.is_empty() { Room::Gives } else { Room::Takes };
        self.begin(batch.len(), room, move |store| {
            store.note_read(&read)?;
            store.insert(&batch)
        })
    }

    /// How far the segments of journals are stored.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn journal_positions(&self) -> Result<Vec<JournalPosition>, QueueError> {
        self.call(1, Room::Gives, |store| store.journal_positions())
    }

    /// Forgets how far any journal is stored, when there is none left.
    ///
    /// # Errors
    /// When the disk is full or fails. Then nothing is forgotten.
    pub fn forget_journal_positions(&self) -> Result<(), QueueError> {
        self.call(1, Room::Gives, |store| store.forget_read())
    }

    /// Counts events that client applications sent and that were refused, by
    /// reason: words of a closed list, never anything that was sent.
    ///
    /// # Errors
    /// When the disk is full or fails. Then nothing of this call is counted.
    pub fn count_client_refusals(
        &self,
        counts: Vec<(&'static str, u64)>,
    ) -> Result<(), QueueError> {
        self.call(1, Room::Takes, move |store| store.count_client_refusals(&counts))
    }

    /// Takes the oldest events that wait, by (`recorded_at`, id), for this
    /// caller alone. An event larger than the request's `max_event_bytes` is
    /// refused on the way. Leases whose time is over end first.
    ///
    /// # Errors
    /// When the disk is full or fails. Then nothing is leased.
    pub fn lease(&self, request: LeaseRequest) -> Result<Lease, QueueError> {
        self.call(request.max_events, Room::Gives, move |store| store.lease(&request))
    }

    /// Records what became of events of `lease`. Ids that it does not hold
    /// are counted as unknown and nothing else; events that are not named
    /// stay leased.
    ///
    /// # Errors
    /// When the disk is full or fails. Then nothing is settled, and the same
    /// call may be made again.
    pub fn settle(
        &self,
        lease: LeaseId,
        outcomes: Vec<(String, Outcome)>,
    ) -> Result<Settled, QueueError> {
        let events = outcomes.len();
        self.call(events, Room::Gives, move |store| store.settle(lease, &outcomes))
    }

    /// As [`Self::settle`], for events that are told by the tickets they came
    /// with: nothing is looked for.
    ///
    /// # Errors
    /// As [`Self::settle`].
    pub fn settle_tickets(
        &self,
        lease: LeaseId,
        outcomes: Vec<(Ticket, Outcome)>,
    ) -> Result<Settled, QueueError> {
        let events = outcomes.len();
        self.call(events, Room::Gives, move |store| store.settle_tickets(lease, &outcomes))
    }

    /// Queues again all that `lease` still holds; says how many. With a
    /// reason, that is also why events wait from now on.
    ///
    /// # Errors
    /// When the disk is full or fails. Then the lease goes on.
    pub fn release(&self, lease: LeaseId, reason: Option<String>) -> Result<usize, QueueError> {
        self.call(1, Room::Gives, move |store| {
            if reason.is_some() {
                store.set_waiting(reason.as_deref())?;
            }
            store.release(lease)
        })
    }

    /// Queues again what is held by leases whose time is over; says how many.
    /// The time is that of the monotonic clock.
    ///
    /// # Errors
    /// When the disk is full or fails. Then the leases go on.
    pub fn release_expired(&self) -> Result<usize, QueueError> {
        self.call(1, Room::Gives, |store| store.release_expired())
    }

    /// Asks `decide` once for each (feature, action) and applies its answers
    /// to everything queued or withheld, in steps between which other calls
    /// get their turn. Leased events are left alone. To send nothing against
    /// the policy, apply it, then lease.
    ///
    /// # Errors
    /// When the disk is full or fails. Then the steps so far stay, and the
    /// call may be made again.
    pub fn apply_policy(
        &self,
        decide: &dyn Fn(&str, &str) -> Disposition,
    ) -> Result<PolicyApplied, QueueError> {
        let kinds = self.call(1, Room::Gives, |store| store.kinds())?;
        let decisions: Arc<[_]> =
            kinds.iter().map(|(kind, feature, action)| (*kind, decide(feature, action))).collect();
        let mut sum = PolicyApplied::default();
        let mut next = 0;
        while next < decisions.len() {
            let decisions = Arc::clone(&decisions);
            let step = self
                .call(STEP, Room::Gives, move |store| store.apply_policy(&decisions, next, STEP))?;
            sum.withheld += step.applied.withheld;
            sum.requeued += step.applied.requeued;
            next = step.next;
        }
        Ok(sum)
    }

    /// Deletes everything queued, leased or withheld, and counts it as
    /// purged; says how many. For the mode `off`.
    ///
    /// # Errors
    /// When the disk is full or fails. Then the steps so far stay, and the
    /// call may be made again.
    pub fn purge_waiting(&self) -> Result<u64, QueueError> {
        let stats = self.stats()?;
        let waiting = stats.queued.events + stats.leased.events + stats.withheld.events;
        // Not "until none is left": producers may still be at work.
        self.in_steps(waiting, |store| store.purge_waiting(STEP))
    }

    /// Deletes everything queued, leased or withheld of the events that `is_off`
    /// says yes to, asked once for each (feature, action), and counts it as
    /// purged; says how many.
    ///
    /// # Errors
    /// As [`Self::purge_waiting`].
    pub fn purge_events(&self, is_off: &dyn Fn(&str, &str) -> bool) -> Result<u64, QueueError> {
        let kinds = self.call(1, Room::Gives, |store| store.kinds())?;
        let off = kinds.into_iter().filter(|(_, feature, action)| is_off(feature, action));
        let mut sum = 0;
        for (kind, ..) in off {
            sum += self.in_steps(u64::MAX, move |store| store.purge_kind(kind, STEP))?;
        }
        Ok(sum)
    }

    /// Deletes events that were exported at least `retention` ago; says how
    /// many. The retention counts only while a process has the queue open, by
    /// the monotonic clock, so that no jump of the wall clock deletes early
    /// or stops deleting. Nothing else ever expires.
    ///
    /// # Errors
    /// When the disk is full or fails. Then the steps so far stay, and the
    /// call may be made again.
    pub fn clean_up(&self, retention: Duration) -> Result<u64, QueueError> {
        self.in_steps(u64::MAX, move |store| store.clean_up(retention, STEP))
    }

    /// Says why events wait right now, for whoever looks at the queue; `None`
    /// when they do not. The time of an unchanged reason stays.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub fn set_waiting_reason(&self, reason: Option<String>) -> Result<(), QueueError> {
        self.call(1, Room::Gives, move |store| store.set_waiting(reason.as_deref()))
    }

    /// The figures, at a cost that does not grow with the queue.
    ///
    /// # Errors
    /// When the file cannot be read or is damaged.
    pub fn stats(&self) -> Result<Stats, QueueError> {
        self.call(1, Room::Gives, |store| store.stats())
    }

    /// Repeats `step` until it does nothing, or has done `most` in all.
    fn in_steps<F>(&self, most: u64, step: F) -> Result<u64, QueueError>
    where
        F: Fn(&mut Store) -> rusqlite::Result<usize> + Copy + Send + 'static,
    {
        let mut sum = 0;
        while sum < most {
            match self.call(STEP, Room::Gives, step)? {
                0 => break,
                done => sum += done as u64,
            }
        }
        Ok(sum)
    }

    fn call<T, F>(&self, events: usize, room: Room, work: F) -> Result<T, QueueError>
    where
        T: Send + 'static,
        F: FnMut(&mut Store) -> rusqlite::Result<T> + Send + 'static,
    {
        self.begin(events, room, work).wait()
    }

    /// Hands a call in.
    fn begin<T, F>(&self, events: usize, room: Room, work: F) -> Pending<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Store) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, answer) = sync_channel(1);
        let call = Call { events, room, work, output: None, reply };
        if let Some(jobs) = &self.shared.jobs {
            // A writer that has ended drops the call, and no answer comes.
            let _ = jobs.send(Box::new(call));
        }
        Pending { answer, path: self.shared.path.clone() }
    }
}

/// The answer to a call that was handed in. The call is done also when nobody
/// waits for it.
pub(crate) struct Pending<T> {
    answer: Receiver<Result<T, QueueError>>,
    path: PathBuf,
}

impl<T> Pending<T> {
    /// Waits for it.
    ///
    /// # Errors
    /// Those of the call, or that the writer has ended.
    pub(crate) fn wait(self) -> Result<T, QueueError> {
        let Self { answer, path } = self;
        answer.recv().unwrap_or(Err(QueueError::Stopped { path }))
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // The writer ends when it has done what was handed in.
        self.jobs = None;
        if let Some(writer) = self.writer.take()
            && writer.join().is_err()
        {
            tracing::error!(path = %self.path.display(), "the queue's writer panicked");
        }
    }
}
