//! Sends one lease, and finds the event that a gateway fails at: the message
//! at fault is halved until a single event is left, which is set aside; the
//! others go on.

use std::slice;

use super::{
    Failure,
    exporter::{Drain, Exporter, FULL_MESSAGE, Round},
    session::{Session, Stopped},
};
use crate::queue::ExportableEvent;

/// How many suspects of a lease may be rejected again before the rest is left
/// to a later drain: each costs a connection.
const MAX_ALONE: usize = 16;

impl Exporter {
    /// Sends what was checked, suspects last. What has no outcome after an
    /// error waits again.
    pub(super) async fn send(
        &mut self,
        drain: &mut Drain,
        round: &mut Round<'_>,
    ) -> Result<(), Failure> {
        self.send_together(drain, round).await?;
        let mut rejected = 0;
        for event in round.alone {
            // Without evidence, one more rejection counts for nothing.
            let evidence = self.suspects.acknowledged() > drain.acknowledged_before;
            if rejected < if evidence { MAX_ALONE } else { 1 } {
                rejected += usize::from(self.send_alone(drain, event, round).await?);
            } else {
                drain.tried.insert(event.id().to_owned());
            }
        }
        Ok(())
    }

    async fn send_together(
        &mut self,
        drain: &mut Drain,
        round: &mut Round<'_>,
    ) -> Result<(), Failure> {
        let mut events = round.together;
        // How many events are sent next, and how many of them in a message. A
        // gateway in doubt is asked with one event, not with all, and again
        // with every half of them.
        let doubtful = self.suspects.is_gateway_in_doubt();
        let (mut next, mut limit) =
            if doubtful { (events.len().min(1), 1) } else { (events.len(), self.limit) };
        while !events.is_empty() {
            match self.deliver(drain, &events[..next], limit, round).await {
                Ok(done) if done < next => return Ok(()),
                Ok(done) => {
                    self.limit = FULL_MESSAGE;
                    (events, limit) = (&events[done..], FULL_MESSAGE);
                    next = events.len();
                }
                Err(Stopped { failure, at_fault: 0, .. }) => return Err(failure),
                Err(Stopped { failure, answered: done, at_fault: 1 }) => {
                    self.limit = FULL_MESSAGE;
                    self.set_aside(drain, &events[done], failure, round)?;
                    (events, limit) = (&events[done + 1..], FULL_MESSAGE);
                    next = events.len();
                }
                Err(Stopped { failure, answered: done, at_fault }) => {
                    (next, limit) = (at_fault, at_fault / 2);
                    if !failure.may_be_an_event() {
                        self.limit = limit;
                        return Err(failure);
                    }
                    events = &events[done..];
                    // Only the message at fault is sent in halves; then all
                    // that is behind it.
                }
            }
        }
        Ok(())
    }

    /// Tries a suspect again; says whether the gateway failed at it once more,
    /// which says nothing new about the gateway.
    async fn send_alone<'e>(
        &mut self,
        drain: &mut Drain,
        event: &'e ExportableEvent,
        round: &mut Round<'e>,
    ) -> Result<bool, Failure> {
        match self.deliver(drain, slice::from_ref(event), 1, round).await {
            Ok(_) => Ok(false),
            Err(Stopped { failure, at_fault: 1, .. }) if failure.may_be_an_event() => {
                if let Some(failure) = self.judge_rejected(drain, event, failure, round) {
                    drain.waiting.get_or_insert(failure);
                }
                Ok(true)
            }
            Err(stopped) => Err(stopped.failure),
        }
    }

    /// Sets aside the event at which the stream ended, so that the others go
    /// on; but not one after the other while the gateway takes none.
    fn set_aside(
        &mut self,
        drain: &mut Drain,
        event: &ExportableEvent,
        failure: Failure,
        round: &mut Round<'_>,
    ) -> Result<(), Failure> {
        if !failure.may_be_an_event() {
            self.suspects.set_aside(event.id());
            return Err(failure);
        }
        let doubtful = self.suspects.is_gateway_in_doubt();
        match self.judge_rejected(drain, event, failure, round) {
            Some(failure) if doubtful => return Err(failure),
            Some(failure) => {
                drain.waiting.get_or_insert(failure);
            }
            None => {}
        }
        Ok(())
    }

    /// Refuses a rejected event, if there is enough evidence against it;
    /// otherwise gives back why it waits.
    fn judge_rejected(
        &mut self,
        drain: &mut Drain,
        event: &ExportableEvent,
        failure: Failure,
        round: &mut Round<'_>,
    ) -> Option<Failure> {
        match self.suspects.rejected(event.id(), &failure.to_string()) {
            Some(verdict) => {
                round.answered.settle(event.id(), verdict);
                None
            }
            None => {
                drain.tried.insert(event.id().to_owned());
                Some(failure)
            }
        }
    }

    /// The same for events that the answers passed over.
    pub(super) fn judge_unmentioned(&mut self, drain: &mut Drain, round: &mut Round<'_>) {
        for id in round.answered.unmentioned() {
            match self.suspects.unmentioned(id) {
                Some(verdict) => round.answered.settle(id, verdict),
                None => {
                    drain.tried.insert(id.to_owned());
                    drain.waiting.get_or_insert(Failure::Unmentioned);
                }
            }
        }
    }

    /// Sends events over the drain's stream, or a new one, while what decided
    /// about them holds. Gives how many were answered.
    async fn deliver<'e>(
        &mut self,
        drain: &mut Drain,
        events: &'e [ExportableEvent],
        limit: usize,
        round: &mut Round<'e>,
    ) -> Result<usize, Stopped> {
        let Round { terms, answered, .. } = round;
        let may_leave = || terms.hold(&self.mode);
        // Not even who we are is told when nothing may leave.
        if drain.session.is_none() && may_leave() {
            drain.session = self.open(may_leave).await?;
        }
        let Some(session) = &mut drain.session else { return Ok(0) };
        let before = answered.exported();
        let delivered = session.deliver(events, limit, may_leave, answered).await;
        self.suspects.acknowledge(answered.exported() - before);
        if delivered.is_err() {
            drain.session = None;
        }
        delivered
    }

    async fn open(&self, may_leave: impl Fn() -> bool) -> Result<Option<Session>, Stopped> {
        let opened = Session::open(&self.config, &self.instance_id, may_leave).await;
        opened.map_err(|failure| Stopped { failure, answered: 0, at_fault: 0 })
    }
}
