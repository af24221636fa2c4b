//! A batch on its way into the queue: handed in with how far the journal was
//! read, waited for, and handed in again until it is stored. At most one at a
//! time, because how far was read must never be stored without what was read
//! before.

use std::{
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

use telemetry_core::journal::{Batch, Losses, SegmentId};

use super::{
    Drain, apply,
    expand::{Expanded, Policy, expand},
};
use crate::{
    losses,
    queue::{Inserted, JournalPosition, JournalRead, Pending, QueueError},
};

/// The first and the longest wait after the queue failed to store.
const RETRY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// What the queue knows already of what was lost.
pub(super) struct Noted {
    losses: Losses,
    pub(super) at: Instant,
}

impl Default for Noted {
    fn default() -> Self {
        Self { losses: Losses::default(), at: Instant::now() }
    }
}

/// A batch that was handed in.
struct UnderWay {
    batch: Batch,
    /// What was lost when it was handed in first. What is lost from then on may
    /// be damage behind it, and is noted with what is there.
    losses: Losses,
    handed_in: HandedIn,
}

struct HandedIn {
    discarded: u64,
    policy: Policy,
    answer: Pending<Inserted>,
}

/// What is under way, and what was before.
#[derive(Default)]
pub(super) struct Storing {
    under_way: Option<UnderWay>,
    pub(super) noted: Noted,
    /// The last batch that was stored, for its memory.
    spare: Batch,
}

/// A batch that is stored, with all that is known of that.
struct Done {
    batch: Batch,
    inserted: Inserted,
    discarded: u64,
    policy: Policy,
}

impl Storing {
    /// Stores the batch behind the one that is under way, and gives back one to
    /// fill. Waits until it is stored unless the journal has more to read and to
    /// expand meanwhile.
    pub(super) fn store(&mut self, drain: &Drain, batch: Batch) -> Batch {
        let (more, expanded) = (batch.has_more(), drain.expand(&batch));
        let before = self.wait(drain);
        let losses = drain.journal.losses();
        let handed_in = self.hand_in(drain, (&batch, &losses), expanded);
        self.under_way = Some(UnderWay { batch, losses, handed_in });
        // Only now, so that the queue does not wait for it.
        self.conclude(drain, before);
        if !more {
            self.finish(drain);
        }
        std::mem::take(&mut self.spare)
    }

    /// Is done with what is under way.
    pub(super) fn finish(&mut self, drain: &Drain) {
        let done = self.wait(drain);
        self.conclude(drain, done);
    }

    /// Waits until what is under way is stored, however long that takes: it is in
    /// no other place.
    fn wait(&mut self, drain: &Drain) -> Option<Done> {
        let UnderWay { batch, losses, handed_in } = self.under_way.take()?;
        let mut first = Some(handed_in);
        let (inserted, discarded, policy) = drain.insist(|| {
            let again = || self.hand_in(drain, (&batch, &losses), drain.expand(&batch));
            let HandedIn { discarded, policy, answer } = first.take().unwrap_or_else(again);
            Ok((answer.wait()?, discarded, policy))
        });
        self.noted = Noted { losses, at: Instant::now() };
        Some(Done { batch, inserted, discarded, policy })
    }

    /// Tells what was stored to those who wait for it.
    fn conclude(&mut self, drain: &Drain, done: Option<Done>) {
        let Some(Done { batch, inserted, discarded, policy }) = done else { return };
        drain.count(inserted, discarded);
        drain.insist(|| drain.catch_up(&policy));
        drain.progress.set_problem(None);
        drain.journal.stored(batch.entries().len());
        self.spare = batch;
    }

    fn hand_in(
        &self,
        drain: &Drain,
        (batch, losses): (&Batch, &Losses),
        Expanded { events, discarded, policy }: Expanded,
    ) -> HandedIn {
        // Durably, also when none is kept: the next start must not find them again.
        let mut read = read(batch);
        read.lost = losses::since(losses, &self.noted.losses);
        read.lost.extend((discarded > 0).then_some((losses::DISCARDED, discarded)));
        HandedIn { discarded, policy, answer: drain.queue.begin_insert_read(events, read) }
    }

    /// Notes what was lost while nothing was stored. What cannot be noted is
    /// noted with the next events, or is not known after this process.
    pub(super) fn note_losses(&mut self, drain: &Drain) {
        let losses = drain.journal.losses();
        let lost = losses::since(&losses, &self.noted.losses);
        self.noted.at = Instant::now();
        match drain.queue.insert_read(Vec::new(), JournalRead { lost, ..Default::default() }) {
            Ok(_) => self.noted.losses = losses,
            Err(error) => tracing::debug!(%error, "losses cannot be noted; trying again later"),
        }
    }
}

impl Drain {
    fn expand(&self, batch: &Batch) -> Expanded {
        let policy = Policy { mode: self.mode.get(), off: self.mode.switched_off() };
        expand(batch, &self.source, policy, &self.accepted)
    }

    /// Tries until it is done.
    fn insist<T>(&self, mut attempt: impl FnMut() -> Result<T, QueueError>) -> T {
        let mut wait = RETRY.0;
        loop {
            match attempt() {
                Ok(done) => return done,
                Err(error) => {
                    tracing::warn!(%error, "events cannot be queued; trying again");
                    self.progress.set_problem(Some(error.to_string()));
                }
            }
            thread::sleep(wait);
            wait = (wait * 2).min(RETRY.1);
        }
    }

    fn count(&self, inserted: Inserted, discarded: u64) {
        self.progress.discarded.fetch_add(discarded, Ordering::Relaxed);
        if inserted.dropped > 0 {
            tracing::warn!(
                dropped = inserted.dropped,
                "the queue is full; the newest events were dropped"
            );
        }
    }

    /// What changed while events were stored was applied to the queue without
    /// them.
    fn catch_up(&self, before: &Policy) -> Result<(), QueueError> {
        if self.mode.get() == before.mode && *self.mode.switched_off() == *before.off {
            return Ok(());
        }
        apply(&self.queue, &self.mode, &self.accepted)
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
