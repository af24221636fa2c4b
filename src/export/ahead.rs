//! Work on the queue that goes on while events are under way: one lease is
//! taken and checked ahead, one is settled behind. One of each, so that the
//! memory stays that of two leases. Both run on blocking threads; nothing here
//! knows a gateway.

use tokio::task::{JoinHandle, spawn_blocking};

use super::check::{Checked, Terms, check};
use crate::queue::{Lease, LeaseId, LeaseRequest, Outcome, Queue, QueueError, Settled, Ticket};

type Running<T> = JoinHandle<Result<T, QueueError>>;

/// A lease that was checked, and by what.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) id: LeaseId,
    /// How many events it holds.
    pub(super) leased: usize,
    /// How many rows were refused on the way.
    pub(super) quarantined: usize,
    pub(super) checked: Checked,
    pub(super) terms: Terms,
}

/// The queue's work beside the sending.
#[derive(Debug)]
pub(super) struct Beside {
    queue: Queue,
    leasing: Option<Running<Prepared>>,
    settling: Option<Running<Settled>>,
}

impl Beside {
    pub(super) const fn new(queue: Queue) -> Self {
        Self { queue, leasing: None, settling: None }
    }

    /// Begins to take the next lease and to check it, if that has not begun.
    pub(super) fn lease_ahead(&mut self, max_events: usize, terms: Terms) {
        if self.leasing.is_some() {
            return;
        }
        let request = LeaseRequest { max_events, ..LeaseRequest::default() };
        self.leasing = Some(start(&self.queue, move |queue| prepare(queue.lease(request)?, terms)));
    }

    /// The lease that was begun ahead; none when there is none.
    pub(super) async fn next(&mut self) -> Result<Option<Prepared>, QueueError> {
        finish(&mut self.leasing).await
    }

    /// Begins to settle, once what was begun before is settled; gives the error
    /// of that.
    pub(super) async fn settle(
        &mut self,
        lease: LeaseId,
        outcomes: Vec<(Ticket, Outcome)>,
    ) -> Result<(), QueueError> {
        let before = self.settled().await;
        self.settling =
            Some(start(&self.queue, move |queue| queue.settle_tickets(lease, outcomes)));
        before
    }

    /// Waits until all is settled.
    pub(super) async fn settled(&mut self) -> Result<(), QueueError> {
        finish(&mut self.settling).await.map(drop)
    }

    /// Does something else, now.
    pub(super) async fn now<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Queue) -> Result<T, QueueError> + Send + 'static,
    ) -> Result<T, QueueError> {
        joined(start(&self.queue, work)).await
    }
}

fn prepare(lease: Lease, terms: Terms) -> Result<Prepared, QueueError> {
    let Lease { id, events, quarantined } = lease;
    let leased = events.len();
    Ok(Prepared { id, leased, quarantined, checked: check(events, &terms), terms })
}

fn start<T: Send + 'static>(
    queue: &Queue,
    work: impl FnOnce(&Queue) -> Result<T, QueueError> + Send + 'static,
) -> Running<T> {
    let queue = queue.clone();
    spawn_blocking(move || work(&queue))
}

/// Not cancelled half-way: what was not waited for is still there to wait for.
async fn finish<T>(running: &mut Option<Running<T>>) -> Result<Option<T>, QueueError> {
    let Some(begun) = running else { return Ok(None) };
    let done = begun.await.expect(NO_PANIC);
    *running = None;
    done.map(Some)
}

async fn joined<T>(running: Running<T>) -> Result<T, QueueError> {
    running.await.expect(NO_PANIC)
}

const NO_PANIC: &str = "the queue returns errors and does not panic";
