//! Drains the queue: lease, check again, send, settle, until nothing is left.

use std::sync::{Arc, PoisonError, RwLock};

use prost::Message as _;

use super::{
    ExportConfig, Failure,
    session::{Answered, Session, Stopped},
    suspects::Suspects,
};
use crate::{
    policy::Mode,
    proto::telemetrygateway::v1::Event,
    queue::{
        Disposition, ExportableEvent, Lease, LeaseRequest, Outcome, Queue, QueueError,
        RefusedReason,
    },
};

/// The most events that the exporter sends in one message when nothing is
/// wrong; the size limit usually ends a message first.
const FULL_MESSAGE: usize = 10_000;

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
    config: ExportConfig,
    mode: Arc<RwLock<Mode>>,
    instance_id: String,
    suspects: Suspects,
    /// The most events in a message; halved when the gateway fails at one,
    /// down to the event at fault.
    limit: usize,
}

impl Exporter {
    /// An exporter for this queue. The settings have been checked.
    #[must_use]
    pub fn new(
        queue: Queue,
        config: ExportConfig,
        mode: Arc<RwLock<Mode>>,
        instance_id: String,
    ) -> Self {
        Self {
            queue,
            config,
            mode,
            instance_id,
            suspects: Suspects::default(),
            limit: FULL_MESSAGE,
        }
    }

    /// The settings.
    #[must_use]
    pub const fn config(&self) -> &ExportConfig {
        &self.config
    }

    /// Sends until the queue has nothing more to send. What was delivered
    /// before a failure is settled; everything else waits again.
    ///
    /// # Errors
    /// Why events still wait.
    pub async fn drain(&mut self) -> Result<Drained, Failure> {
        let config = self.config.clone();
        let mut session = None;
        let mut drained = Drained::default();
        loop {
            let lease = self.lease().await?;
            if lease.events.is_empty() {
                break;
            }
            match self.export(&config, &mut session, lease, &mut drained).await? {
                Progress::Made => {}
                Progress::Smaller => session = None,
            }
        }
        if let Some(session) = session {
            session.finish().await;
        }
        Ok(drained)
    }

    async fn lease(&self) -> Result<Lease, QueueError> {
        let request =
            LeaseRequest { max_events: self.config.batch_size, ..LeaseRequest::default() };
        self.on_queue(move |queue| queue.lease(request)).await
    }

    /// Exports one lease and settles all of it, whatever happens.
    async fn export<'c>(
        &mut self,
        config: &'c ExportConfig,
        session: &mut Option<Session<'c>>,
        lease: Lease,
        drained: &mut Drained,
    ) -> Result<Progress, Failure> {
        let checked = self.check(lease.events);
        let held_back = checked.held_back;
        let mut answered = Answered::default();
        let sent = self.send(config, session, &checked, &mut answered).await;
        if let Err(stopped) = &sent {
            self.suspect(stopped, &checked, &answered);
        }
        answered.unmentioned.iter().for_each(|id| self.suspects.unmentioned(id));
        let before = *drained;
        let outcomes = self.outcomes(checked, answered, drained);
        let id = lease.id;
        self.on_queue(move |queue| queue.settle(id, outcomes)).await?;
        if held_back {
            self.apply_policy().await?;
        }
        let progress = held_back || *drained != before;
        match sent {
            Ok(()) if progress => {
                // Events at fault travel alone from now on.
                self.limit = FULL_MESSAGE;
                Ok(Progress::Made)
            }
            Ok(()) => Err(Failure::NoProgress),
            Err(stopped) => self.smaller(stopped, progress),
        }
    }

    /// Keeps back what the policy no longer allows, so that the next lease
    /// does not meet it again.
    async fn apply_policy(&self) -> Result<(), QueueError> {
        let mode = self.mode();
        self.on_queue(move |queue| queue.apply_policy(&|feature, _| mode.disposition(feature)))
            .await?;
        Ok(())
    }

    fn mode(&self) -> Mode {
        self.mode.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// After a failure at a message: with fewer events in it, if that can help.
    fn smaller(&mut self, stopped: Stopped, progress: bool) -> Result<Progress, Failure> {
        let may_be_an_event = matches!(stopped.failure, Failure::Rejected(_));
        if may_be_an_event && stopped.message_events > 1 {
            self.limit = (stopped.message_events / 2).max(1);
            return Ok(Progress::Smaller);
        }
        if may_be_an_event && progress {
            return Ok(Progress::Smaller);
        }
        Err(stopped.failure)
    }

    /// Divides a lease into what may be sent now and what may not. The policy
    /// may have changed since an event was queued; a damaged row is set aside.
    fn check(&self, events: Vec<ExportableEvent>) -> Checked {
        let mode = self.mode();
        let mut checked = Checked::default();
        for event in events {
            if mode.disposition(event.feature()) != Disposition::Queue {
                checked.settled.push((event.id().to_owned(), Outcome::Released));
                checked.held_back = true;
            } else if !is_intact(&event) {
                let outcome = Outcome::Refused(RefusedReason::Undecodable);
                checked.settled.push((event.id().to_owned(), outcome));
            } else if self.suspects.contains(&event) {
                checked.alone.push(event);
            } else {
                checked.together.push(event);
            }
        }
        checked
    }

    async fn send<'c>(
        &mut self,
        config: &'c ExportConfig,
        session: &mut Option<Session<'c>>,
        checked: &Checked,
        answered: &mut Answered,
    ) -> Result<(), Stopped> {
        for (events, limit) in [(&checked.together, self.limit), (&checked.alone, 1)] {
            if events.is_empty() {
                continue;
            }
            let open = match session {
                Some(open) => open,
                None => session.insert(self.open(config).await?),
            };
            if let Err(stopped) = open.deliver(events, limit, answered).await {
                *session = None;
                return Err(stopped);
            }
        }
        Ok(())
    }

    async fn open<'c>(&self, config: &'c ExportConfig) -> Result<Session<'c>, Stopped> {
        // No message is at fault when there is no connection.
        Session::open(config, &self.instance_id)
            .await
            .map_err(|failure| Stopped { failure, message_events: 0 })
    }

    /// A message with a single event failed: that event is under suspicion.
    fn suspect(&mut self, stopped: &Stopped, checked: &Checked, answered: &Answered) {
        if stopped.message_events != 1 {
            return;
        }
        let unanswered = |event: &&ExportableEvent| !answered.outcomes.contains_key(event.id());
        let first = checked.together.iter().chain(&checked.alone).find(unanswered);
        if let Some(event) = first {
            self.suspects.rejected(event.id(), stopped.failure.to_string());
        }
    }

    /// One outcome for every event of the lease.
    fn outcomes(
        &mut self,
        checked: Checked,
        mut answered: Answered,
        drained: &mut Drained,
    ) -> Vec<(String, Outcome)> {
        let mut outcomes = checked.settled;
        let accepted =
            answered.outcomes.values().filter(|outcome| **outcome == Outcome::Exported).count();
        drained.exported += accepted;
        let evidence = drained.exported > 0;
        for event in checked.together.into_iter().chain(checked.alone) {
            let id = event.id().to_owned();
            let outcome = match answered.outcomes.remove(&id) {
                Some(outcome) => outcome,
                None if evidence => self.suspects.verdict(&id).unwrap_or(Outcome::Released),
                None => Outcome::Released,
            };
            if outcome != Outcome::Released {
                self.suspects.settled(&id);
            }
            drained.refused += usize::from(matches!(outcome, Outcome::Refused(_)));
            outcomes.push((id, outcome));
        }
        outcomes
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

enum Progress {
    /// Events left the queue.
    Made,
    /// The same events again, in smaller messages and a new stream.
    Smaller,
}

/// A lease after the checks at send time.
#[derive(Debug, Default)]
struct Checked {
    together: Vec<ExportableEvent>,
    alone: Vec<ExportableEvent>,
    settled: Vec<(String, Outcome)>,
    held_back: bool,
}

/// Whether the bytes are an event of this id: a damaged row must not leave,
/// because nobody could say what it discloses.
fn is_intact(event: &ExportableEvent) -> bool {
    Event::decode(event.bytes().clone()).is_ok_and(|decoded| decoded.id == event.id())
}
