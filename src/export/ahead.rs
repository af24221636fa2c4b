//! Work on the queue that goes on while events are under way: one lease is
//! settled behind, and then one is taken and checked ahead. One of each, so
//! that the memory stays that of two leases; in this order and in one task, so
//! that a lease that took long is settled before another looks for what is
//! over. It runs on blocking threads; nothing here knows a gateway.

use std::time::{Duration, Instant};

use tokio::task::{JoinHandle, spawn_blocking};

use super::{
    Failure,
    check::{Checked, Terms, check},
};
use crate::{
    policy::CurrentMode,
    queue::{Lease, LeaseId, LeaseRequest, Outcome, Queue, QueueError, Settled, Ticket},
};

/// A lease that was checked, and by what.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) id: LeaseId,
    /// How many events it holds.
    pub(super) leased: usize,
    /// How many rows were refused on the way.
    quarantined: usize,
    pub(super) checked: Checked,
    pub(super) terms: Terms,
    /// Not after it was taken.
    since: Instant,
}

/// What became of the events of a lease.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) lease: LeaseId,
    pub(super) outcomes: Vec<(Ticket, Outcome)>,
    /// No event of the lease is without an outcome.
    pub(super) whole: bool,
    /// Under which the events were sent.
    pub(super) terms: Terms,
}

/// The queue's work beside the sending.
#[derive(Debug)]
pub(super) struct Beside {
    queue: Queue,
    mode: CurrentMode,
    /// How long a lease holds.
    hold: Duration,
    /// To be settled before the next lease is taken.
    told: Option<Told>,
    /// To be released before the next lease is taken.
    old: Option<LeaseId>,
    running: Option<JoinHandle<Turn>>,
    ahead: Option<Result<Prepared, QueueError>>,
    /// Those that may still hold events.
    leases: Vec<LeaseId>,
    settled: Settled,
    /// An outcome came too late: the lease had ended.
    is_late: bool,
}

/// What one task did.
#[derive(Debug)]
struct Turn {
    settled: Result<Option<Noted>, QueueError>,
    lease: Result<Prepared, QueueError>,
}

/// What settling did.
#[derive(Debug)]
struct Noted {
    settled: Settled,
    /// The lease that holds nothing any more.
    done: Option<LeaseId>,
    is_late: bool,
}

impl Beside {
    pub(super) const fn new(queue: Queue, mode: CurrentMode, hold: Duration) -> Self {
        let settled = Settled { exported: 0, refused: 0, released: 0, withheld: 0, unknown: 0 };
        Self {
            queue,
            mode,
            hold,
            told: None,
            old: None,
            running: None,
            ahead: None,
            leases: Vec::new(),
            settled,
            is_late: false,
        }
    }

    /// Begins to settle what was told, and then to take the next lease and to
    /// check it; nothing of it if there is a lease ahead.
    pub(super) fn begin(&mut self, max_events: usize, terms: Terms) {
        if self.running.is_some() || self.ahead.is_some() {
            return;
        }
        let request = LeaseRequest { max_events, hold: self.hold, ..LeaseRequest::default() };
        let (queue, mode) = (self.queue.clone(), self.mode.clone());
        let (told, old) = (self.told.take(), self.old.take());
        self.running = Some(spawn_blocking(move || {
            let settled = told.map(|told| settle(&queue, &mode, told)).transpose();
            let released = old.map_or(Ok(0), |old| queue.release(old, None));
            let lease = released.and_then(|_| prepare(&queue, request, terms));
            Turn { settled, lease }
        }));
    }

    /// The lease that was begun ahead, unless it waited for so long that it may
    /// end while it is sent: then another one.
    pub(super) async fn next(
        &mut self,
        max_events: usize,
        terms: impl Fn() -> Terms,
    ) -> Result<Prepared, Failure> {
        self.begin(max_events, terms());
        let lease = self.ahead().await?;
        if lease.leased == 0 || lease.since.elapsed() <= self.hold / 2 {
            return Ok(lease);
        }
        self.old = Some(lease.id);
        self.begin(max_events, terms());
        self.ahead().await
    }

    /// What is settled with the next lease, or at once by [`Self::settled`].
    pub(super) fn tell(&mut self, told: Told) {
        self.told = Some(told);
    }

    /// Whether all that was told is settled, or being settled.
    pub(super) const fn is_told(&self) -> bool {
        self.told.is_none()
    }

    /// Settles all that was told.
    pub(super) async fn settled(&mut self) -> Result<(), QueueError> {
        let before = self.join().await;
        let Some(told) = self.told.take() else { return before };
        let mode = self.mode.clone();
        let noted = self.now(move |queue| settle(queue, &mode, told)).await;
        // That nothing was left says nothing about what waits again since.
        self.ahead.take_if(|ahead| matches!(ahead, Ok(ahead) if ahead.leased == 0));
        before.and(noted.map(|noted| self.note(&noted)))
    }

    /// Settles what was told, and releases all that is still held, also the
    /// lease ahead.
    pub(super) async fn end(&mut self) -> Result<(), QueueError> {
        let settled = self.settled().await;
        let leases = std::mem::take(&mut self.leases);
        let released = self
            .now(move |queue| {
                leases.into_iter().try_for_each(|lease| queue.release(lease, None).map(drop))
            })
            .await;
        settled.and(released)
    }

    /// Whether the policy keeps back something of the lease ahead.
    pub(super) fn held_back(&self) -> bool {
        matches!(&self.ahead, Some(Ok(ahead)) if ahead.checked.held_back)
    }

    /// What the queue took of all that was told.
    pub(super) fn result(&self) -> Result<Settled, Failure> {
        if self.is_late { Err(Failure::LeaseEnded) } else { Ok(self.settled) }
    }

    /// Does something else, now.
    pub(super) async fn now<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Queue) -> Result<T, QueueError> + Send + 'static,
    ) -> Result<T, QueueError> {
        let queue = self.queue.clone();
        spawn_blocking(move || work(&queue)).await.expect(NO_PANIC)
    }

    async fn ahead(&mut self) -> Result<Prepared, Failure> {
        self.join().await?;
        self.result()?;
        Ok(self.ahead.take().expect("a lease was begun")?)
    }

    /// Waits for what was begun. Not cancelled half-way: what was not waited
    /// for is still there to wait for.
    async fn join(&mut self) -> Result<(), QueueError> {
        let Some(running) = &mut self.running else { return Ok(()) };
        let Turn { settled, lease } = running.await.expect(NO_PANIC);
        self.running = None;
        if let Ok(lease) = &lease {
            self.settled.refused += lease.quarantined;
            self.leases.extend((lease.leased > 0).then_some(lease.id));
        }
        self.ahead = Some(lease);
        settled.map(|noted| noted.iter().for_each(|noted| self.note(noted)))
    }

    fn note(&mut self, noted: &Noted) {
        self.settled.exported += noted.settled.exported;
        self.settled.refused += noted.settled.refused;
        self.leases.retain(|lease| Some(*lease) != noted.done);
        self.is_late |= noted.is_late;
    }
}

fn settle(queue: &Queue, mode: &CurrentMode, told: Told) -> Result<Noted, QueueError> {
    let Told { lease, outcomes, whole, terms } = told;
    let settled = queue.settle_tickets(lease, outcomes)?;
    // A change of the policy may well have taken events away; that ends nothing.
    let is_late = settled.unknown > 0 && terms.hold(mode);
    Ok(Noted { settled, done: whole.then_some(lease), is_late })
}

fn prepare(queue: &Queue, request: LeaseRequest, terms: Terms) -> Result<Prepared, QueueError> {
    let since = Instant::now();
    let Lease { id, events, quarantined } = queue.lease(request)?;
    let leased = events.len();
    Ok(Prepared { id, leased, quarantined, checked: check(events, &terms), terms, since })
}

const NO_PANIC: &str = "the queue returns errors and does not panic";
