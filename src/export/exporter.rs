//! Drains the queue: lease, check again, send, settle, until nothing is left.
//! How a lease is sent, and what happens to an event that the gateway fails
//! at, is in `sending`.

use std::{collections::HashSet, sync::Arc};

use prost::Message as _;

use super::{ExportConfig, Failure, answered::Answered, session::Session, suspects::Suspects};
use crate::{
    policy::{AcceptedEvents, CurrentMode, Mode},
    proto::telemetrygateway::v1::Event,
    queue::{
        Disposition, ExportableEvent, Lease, LeaseId, LeaseRequest, Outcome, Queue, QueueError,
        RefusedReason, WithheldReason,
    },
};

/// The most events that the exporter sends in one message when nothing is
/// wrong; the size limit usually ends a message first.
pub(super) const FULL_MESSAGE: usize = 10_000;

/// What a drain did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    /// Acknowledged by the gateway.
    pub exported: usize,
    /// Refused for good, with a reason in the queue.
    pub refused: usize,
}

/// Sends the queue's events to one gateway.
#[derive(Debug)]
pub struct Exporter {
    queue: Queue,
    pub(super) config: Arc<ExportConfig>,
    pub(super) mode: CurrentMode,
    accepted: AcceptedEvents,
    pub(super) instance_id: String,
    pub(super) suspects: Suspects,
    /// The most events in a message: fewer after a stream broke at one.
    pub(super) limit: usize,
}

/// The state of one drain.
#[derive(Debug, Default)]
pub(super) struct Drain {
    pub(super) session: Option<Session>,
    pub(super) drained: Drained,
    /// Events that were tried and still have no outcome. They stay leased, so
    /// that the next lease gets those behind them, and wait again at the end.
    pub(super) tried: HashSet<String>,
    leases: Vec<LeaseId>,
    /// Why the tried events wait.
    pub(super) waiting: Option<Failure>,
    /// How many events the gateway had acknowledged when it began.
    pub(super) acknowledged_before: u64,
}

/// One lease on its way: under which mode it was checked, and what came back.
#[derive(Debug)]
pub(super) struct Round {
    pub(super) mode: Mode,
    pub(super) answered: Answered,
}

impl Exporter {
    /// An exporter for this queue. The settings have been checked. It sends
    /// nothing until it is told what is accepted.
    #[must_use]
    pub fn new(queue: Queue, config: ExportConfig, mode: CurrentMode, instance_id: String) -> Self {
        Self {
            queue,
            config: Arc::new(config),
            mode,
            accepted: AcceptedEvents::default(),
            instance_id,
            suspects: Suspects::default(),
            limit: FULL_MESSAGE,
        }
    }

    /// The same exporter, which sends what is accepted.
    #[must_use]
    pub fn accepted(self, accepted: AcceptedEvents) -> Self {
        Self { accepted, ..self }
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &ExportConfig {
        &self.config
    }

    /// Sends until the queue has nothing more to send. What was delivered
    /// before a failure is settled; everything else waits again.
    ///
    /// # Errors
    /// Why events still wait.
    pub async fn drain(&mut self) -> Result<Drained, Failure> {
        let acknowledged_before = self.suspects.acknowledged();
        let mut drain = Drain { acknowledged_before, ..Drain::default() };
        let ended = self.drain_all(&mut drain).await;
        let leases = std::mem::take(&mut drain.leases);
        let released = self.release(leases).await;
        ended?;
        released?;
        if let Some(session) = drain.session {
            session.finish().await;
        }
        drain.waiting.map_or(Ok(drain.drained), Err)
    }

    async fn drain_all(&mut self, drain: &mut Drain) -> Result<(), Failure> {
        loop {
            let lease = self.lease().await?;
            drain.drained.refused += lease.quarantined;
            if lease.events.is_empty() {
                return Ok(());
            }
            let before = drain.drained;
            let held_back = self.export(drain, lease).await?;
            // A gateway that has no word for any of them has none for the rest.
            if drain.drained == before && !held_back {
                return Ok(());
            }
        }
    }

    /// Exports one lease and settles all of it but the events that were tried
    /// in vain, whatever happens. Says whether the policy held some back.
    async fn export(&mut self, drain: &mut Drain, lease: Lease) -> Result<bool, Failure> {
        let Lease { id, events, .. } = lease;
        let leased = events.len();
        let mut round = Round { mode: self.mode.get(), answered: Answered::default() };
        let checked = self.check(events, &round.mode);
        let sent = self.send(drain, &checked, &mut round).await;
        self.judge_unmentioned(drain, &mut round);
        let withheld = checked.withheld;
        let held_back = checked.held_back || self.mode.get() != round.mode;
        let outcomes = self.outcomes(drain, checked, round.answered);
        if outcomes.len() < leased {
            drain.leases.push(id);
        }
        self.on_queue(move |queue| queue.settle(id, outcomes)).await?;
        if held_back {
            self.apply_policy().await?;
        }
        sent?;
        Ok(held_back || withheld)
    }

    /// Divides a lease into what may be sent now and what may not. The policy
    /// may have changed since an event was queued; a damaged row is set aside.
    fn check(&self, events: Vec<ExportableEvent>, mode: &Mode) -> Checked {
        let mut checked = Checked::default();
        let off = self.mode.switched_off();
        for event in events {
            if off.contains(event.feature(), event.action()) {
                // Whoever switched it off deletes it; until then it stays.
                checked.settle(&event, Outcome::Withheld(WithheldReason::Local));
                checked.withheld = true;
                continue;
            }
            if self.accepted.disposition(mode, event.feature(), event.action())
                != Disposition::Queue
            {
                checked.settle(&event, Outcome::Released);
                checked.held_back = true;
                continue;
            }
            let Some(decoded) = intact(&event) else {
                checked.settle(&event, Outcome::Refused(RefusedReason::Undecodable));
                continue;
            };
            if let Disposition::Withhold(reason) = self.accepted.disposition_of(&decoded) {
                checked.settle(&event, Outcome::Withheld(reason));
                checked.withheld = true;
            } else if self.suspects.travels_alone(event.id()) {
                checked.alone.push(event);
            } else {
                checked.together.push(event);
            }
        }
        checked
    }

    /// One outcome for each event of the lease, but none for those that stay
    /// leased until the drain ends.
    fn outcomes(
        &mut self,
        drain: &mut Drain,
        checked: Checked,
        mut answered: Answered,
    ) -> Vec<(String, Outcome)> {
        let mut outcomes = checked.settled;
        for event in checked.together.into_iter().chain(checked.alone) {
            let outcome = answered.remove(event.id());
            if outcome.is_some() {
                self.suspects.settled(event.id());
            }
            if outcome.is_some() || !drain.tried.contains(event.id()) {
                outcomes.push((event.id().to_owned(), outcome.unwrap_or(Outcome::Released)));
            }
        }
        for (_, outcome) in &outcomes {
            drain.drained.exported += usize::from(*outcome == Outcome::Exported);
            drain.drained.refused += usize::from(matches!(outcome, Outcome::Refused(_)));
        }
        outcomes
    }

    async fn lease(&self) -> Result<Lease, QueueError> {
        let request =
            LeaseRequest { max_events: self.config.batch_size, ..LeaseRequest::default() };
        self.on_queue(move |queue| queue.lease(request)).await
    }

    /// Keeps back what the policy no longer allows, so that the next lease
    /// does not meet it again.
    async fn apply_policy(&self) -> Result<(), QueueError> {
        let mode = self.mode.get();
        let accepted = self.accepted.clone();
        self.on_queue(move |queue| {
            queue.apply_policy(&|feature, action| accepted.disposition(&mode, feature, action))
        })
        .await?;
        Ok(())
    }

    async fn release(&self, leases: Vec<LeaseId>) -> Result<(), QueueError> {
        self.on_queue(move |queue| {
            leases.into_iter().try_for_each(|lease| queue.release(lease, None).map(drop))
        })
        .await
    }

    async fn on_queue<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Queue) -> Result<T, QueueError> + Send + 'static,
    ) -> Result<T, QueueError> {
        let queue = self.queue.clone();
        tokio::task::spawn_blocking(move || work(&queue))
            .await
            .expect("the queue returns errors and does not panic")
    }
}

/// A lease after the checks at send time.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) together: Vec<ExportableEvent>,
    pub(super) alone: Vec<ExportableEvent>,
    settled: Vec<(String, Outcome)>,
    /// The queue is not in line with the policy.
    held_back: bool,
    /// Single events were kept back because of their texts.
    withheld: bool,
}

impl Checked {
    fn settle(&mut self, event: &ExportableEvent, outcome: Outcome) {
        self.settled.push((event.id().to_owned(), outcome));
    }
}

/// The event, if the bytes are the one that the row says: a damaged row must
/// not leave, because nobody could say what it discloses, and the policy was
/// asked about the names in the row.
fn intact(event: &ExportableEvent) -> Option<Event> {
    let decoded = Event::decode(event.bytes().clone()).ok()?;
    let is_the_row = decoded.id == event.id()
        && decoded.feature == event.feature()
        && decoded.action == event.action();
    is_the_row.then_some(decoded)
}
