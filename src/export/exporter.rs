//! Drains the queue: lease, check again, send, settle, until nothing is left.
//! While one lease is sent, the one before is settled and the next is taken and
//! checked, see `ahead`. How a lease is sent, and what happens to an event that
//! the gateway fails at, is in `sending`.

use std::{collections::HashSet, sync::Arc, time::Duration};

use super::{
    ExportConfig, Failure,
    ahead::{Beside, Prepared, Told},
    answered::Answered,
    check::Terms,
    session::Session,
    suspects::Suspects,
};
use crate::{
    policy::{AcceptedEvents, CurrentMode},
    queue::{ExportableEvent, Outcome, Queue, QueueError, Ticket},
};

/// The most events that the exporter sends in one message when nothing is
/// wrong; the size limit usually ends a message first.
pub(super) const FULL_MESSAGE: usize = 10_000;

/// How long a lease holds. Far longer than any gateway needs for one: a lease
/// ends by itself only when its drain did not end.
const HOLD: Duration = Duration::from_secs(60 * 60);

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
    hold: Duration,
}

/// The state of one drain.
#[derive(Debug, Default)]
pub(super) struct Drain {
    pub(super) session: Option<Session>,
    /// How many events the gateway had a word for.
    decided: usize,
    /// Events that were tried and still have no outcome. They stay leased, so
    /// that the next lease gets those behind them, and wait again at the end.
    pub(super) tried: HashSet<String>,
    /// Why the tried events wait.
    pub(super) waiting: Option<Failure>,
    /// How many events the gateway had acknowledged when it began.
    pub(super) acknowledged_before: u64,
}

/// One lease on its way: its events, what decided that they may leave, and what
/// came back.
#[derive(Debug)]
pub(super) struct Round<'e> {
    /// Those that travel with others.
    pub(super) together: &'e [ExportableEvent],
    /// Suspects.
    pub(super) alone: &'e [ExportableEvent],
    pub(super) terms: Terms,
    pub(super) answered: Answered<'e>,
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
            hold: HOLD,
        }
    }

    /// The same exporter, which sends what is accepted.
    #[must_use]
    pub fn accepted(self, accepted: AcceptedEvents) -> Self {
        Self { accepted, ..self }
    }

    /// The same exporter, whose leases hold so long: for tests, which cannot
    /// wait for an hour.
    #[doc(hidden)]
    #[must_use]
    pub fn holding(self, hold: Duration) -> Self {
        Self { hold, ..self }
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
        let mut beside = Beside::new(self.queue.clone(), self.mode.clone(), self.hold);
        let began = self.terms();
        let ended = self.drain_all(&mut drain, &mut beside).await;
        let given_back = beside.end().await;
        // A policy that changed meanwhile passed over what was leased.
        let is_behind = beside.held_back() || !began.hold(&self.mode);
        let applied = if is_behind { self.apply_policy(&beside).await } else { Ok(()) };
        ended?;
        given_back?;
        applied?;
        let settled = beside.result()?;
        if let Some(session) = drain.session {
            session.finish().await;
        }
        let drained = Drained { exported: settled.exported, refused: settled.refused };
        drain.waiting.map_or(Ok(drained), Err)
    }

    async fn drain_all(&mut self, drain: &mut Drain, beside: &mut Beside) -> Result<(), Failure> {
        loop {
            let lease = beside.next(self.config.batch_size, || self.terms()).await?;
            if lease.leased == 0 {
                // Only once all is settled does it mean that nothing is left.
                if beside.is_told() {
                    return Ok(());
                }
                continue;
            }
            beside.begin(self.config.batch_size, self.terms());
            let before = drain.decided;
            let held_back = self.export(drain, beside, lease).await?;
            // A gateway that has no word for any of them has none for the rest.
            if drain.decided == before && !held_back {
                return Ok(());
            }
        }
    }

    /// Exports one lease and settles all of it but the events that were tried
    /// in vain, whatever happens. Says whether the policy held some back.
    async fn export(
        &mut self,
        drain: &mut Drain,
        beside: &mut Beside,
        lease: Prepared,
    ) -> Result<bool, Failure> {
        let Prepared { id: lease, leased, checked, terms, .. } = lease;
        let (alone, together): (Vec<_>, Vec<_>) =
            checked.events.into_iter().partition(|event| self.suspects.travels_alone(event.id()));
        let answered = Answered::default();
        let mut round = Round { together: &together, alone: &alone, terms, answered };
        let sent = self.send(drain, &mut round).await;
        self.judge_unmentioned(drain, &mut round);
        let held_back = checked.held_back || !round.terms.hold(&self.mode);
        let terms = round.terms.clone();
        let outcomes = self.outcomes(drain, checked.settled, round);
        let whole = outcomes.len() == leased;
        beside.tell(Told { lease, outcomes, whole, terms });
        if held_back {
            beside.settled().await?;
            self.apply_policy(beside).await?;
        }
        sent?;
        Ok(held_back || checked.withheld)
    }

    /// One outcome for each event of the lease, but none for those that stay
    /// leased until the drain ends.
    fn outcomes(
        &mut self,
        drain: &mut Drain,
        mut outcomes: Vec<(Ticket, Outcome)>,
        mut round: Round<'_>,
    ) -> Vec<(Ticket, Outcome)> {
        for event in round.together.iter().chain(round.alone) {
            let outcome = round.answered.outcome(event.id());
            if outcome.is_some() {
                self.suspects.settled(event.id());
            }
            if outcome.is_some() || !drain.tried.contains(event.id()) {
                outcomes.push((event.ticket(), outcome.unwrap_or(Outcome::Released)));
            }
        }
        let is_decided =
            |outcome: &Outcome| matches!(outcome, Outcome::Exported | Outcome::Refused(_));
        drain.decided += outcomes.iter().filter(|(_, outcome)| is_decided(outcome)).count();
        outcomes
    }

    fn terms(&self) -> Terms {
        Terms::now(&self.mode, &self.accepted)
    }

    /// Keeps back what the policy no longer allows, so that the next lease
    /// does not meet it again.
    async fn apply_policy(&self, beside: &Beside) -> Result<(), QueueError> {
        let mode = self.mode.get();
        let accepted = self.accepted.clone();
        let decide =
            move |feature: &str, action: &str| accepted.disposition(&mode, feature, action);
        beside.now(move |queue| queue.apply_policy(&decide)).await.map(drop)
    }
}
