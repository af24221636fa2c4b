//! The taking side: which segments there are to read, how far they are read,
//! and which are stored and can be used again.
//!
//! One taker at a time. A batch is outstanding from the moment it was taken
//! until all of it is said to be stored.

use std::{
    collections::VecDeque,
    sync::{Arc, atomic::AtomicU64},
};

use super::{
    batch::Batch,
    cursor::{Cursor, Explained, Progress},
    format::SegmentId,
    recovery::Recovered,
    segment::Segment,
    segments::{Segments, lock},
};

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Taker {
    /// The own process's segments in use.
    live: Vec<Cursor>,
    /// Which of them is read first: another one each time, so that a thread
    /// that writes much does not hide the others.
    first: usize,
    /// What processes left that are gone.
    recovered: VecDeque<Recovered>,
    /// Read to their ends with the batch that is outstanding.
    ended: Vec<Arc<Segment>>,
    ended_recovered: Vec<Recovered>,
    /// Positions that nobody needs any more.
    forgotten: Vec<SegmentId>,
    /// Own events taken, and stored.
    taken: u64,
    stored: u64,
    outstanding: Outstanding,
    /// The last batch was full.
    more: bool,
}

#[derive(Debug, Default)]
struct Outstanding {
    entries: usize,
    own: u64,
    /// The flushes that are done when it is stored.
    flushes: u64,
}

impl Taker {
    /// Whether to take at once instead of waiting.
    pub(super) const fn has_more(&self) -> bool {
        self.more
    }

    pub(super) fn adopt(&mut self, recovered: Recovered) {
        self.recovered.push_back(recovered);
    }

    /// Moves what is written into the batch. Returns whether that was
    /// everything.
    pub(super) fn take(
        &mut self,
        journal: &Segments,
        batch: &mut Batch,
        damaged: &AtomicU64,
    ) -> bool {
        self.live.extend(journal.fresh().into_iter().map(|segment| Cursor::new(segment, 0)));
        let everything = self.take_recovered(batch, damaged) && {
            let before = batch.entries.len();
            let everything = self.take_own(journal, batch, damaged);
            self.outstanding.own = (batch.entries.len() - before) as u64;
            everything
        };
        self.taken += self.outstanding.own;
        self.more = !everything;
        batch.entries.sort_by_key(|entry| (entry.at, entry.id));
        batch.forgotten.append(&mut self.forgotten);
        everything
    }

    fn take_recovered(&mut self, batch: &mut Batch, damaged: &AtomicU64) -> bool {
        while let Some(first) = self.recovered.front_mut() {
            if first.read(batch, damaged) == Progress::Full {
                return false;
            }
            self.ended_recovered.extend(self.recovered.pop_front());
        }
        true
    }

    fn take_own(&mut self, journal: &Segments, batch: &mut Batch, damaged: &AtomicU64) -> bool {
        let count = self.live.len();
        self.first = (self.first + 1) % count.max(1);
        let mut full = false;
        let mut ended = Vec::new();
        journal.with_own(|declaration, anchors| {
            let from = Explained { declaration, anchors, source: None };
            for place in (0..count).map(|at| (self.first + at) % count) {
                match self.live[place].read(&from, batch, damaged) {
                    Progress::End => ended.push(place),
                    Progress::Idle => {}
                    Progress::Full => full = true,
                }
                if full {
                    break;
                }
            }
        });
        ended.sort_unstable();
        for place in ended.into_iter().rev() {
            self.ended.push(self.live.swap_remove(place).segment);
        }
        !full
    }

    /// Notes what is outstanding with this batch.
    pub(super) fn hand_out(&mut self, batch: &Batch, flushes: u64) {
        self.outstanding.entries = batch.entries.len();
        self.outstanding.flushes = flushes;
    }

    /// Says that so many more entries are stored. The flushes that are done
    /// with that, when the batch is.
    pub(super) fn stored(&mut self, count: usize, journal: &Segments) -> Option<u64> {
        self.outstanding.entries = self.outstanding.entries.saturating_sub(count);
        if self.outstanding.entries > 0 {
            return None;
        }
        let Outstanding { own, flushes, .. } = std::mem::take(&mut self.outstanding);
        self.stored += own;
        self.forgotten.extend(self.ended.iter().map(|segment| segment.id));
        self.ended = journal.recycle(std::mem::take(&mut self.ended));
        for recovered in self.ended_recovered.drain(..) {
            self.forgotten.extend(recovered.finish());
        }
        Some(flushes)
    }

    /// Own events that were recorded: those taken, and those waiting.
    pub(super) fn recorded(&mut self, journal: &Segments) -> u64 {
        self.live.extend(journal.fresh().into_iter().map(|segment| Cursor::new(segment, 0)));
        self.taken + self.live.iter().map(Cursor::unread).sum::<u64>()
    }

    /// Own events that are stored.
    pub(super) const fn stored_events(&self) -> u64 {
        self.stored
    }

    /// Whether no batch is out, and nothing of other processes waits.
    pub(super) fn is_idle(&self) -> bool {
        self.outstanding.entries == 0
            && self.recovered.is_empty()
            && self.ended_recovered.is_empty()
    }

    /// Whether nothing waits, these segments included.
    pub(super) fn is_finished(&self, fresh: Vec<Arc<Segment>>) -> bool {
        let fresh = fresh.into_iter().map(|segment| Cursor::new(segment, 0).unread());
        let unread: u64 = self.live.iter().map(Cursor::unread).chain(fresh).sum();
        unread == 0 && self.taken == self.stored
    }
}

impl Segments {
    /// As `Journal::take`.
    pub(super) fn take(
        &self,
        batch: &mut Batch,
        patience: std::time::Duration,
        damaged: &AtomicU64,
    ) -> bool {
        batch.clear();
        let patience = if lock(&self.taker).has_more() { Default::default() } else { patience };
        let (asked, closed) = self.flow.wait(patience);
        let mut taker = lock(&self.taker);
        let everything = taker.take(self, batch, damaged);
        taker.hand_out(batch, if everything { asked } else { 0 });
        drop(taker);
        let nothing = batch.entries.is_empty();
        if nothing {
            self.stored(0);
        }
        closed && everything && nothing
    }

    /// As `Journal::stored`.
    pub(super) fn stored(&self, count: usize) {
        let done = lock(&self.taker).stored(count, self);
        if let Some(flushes) = done {
            self.flow.is_stored(flushes);
        }
    }
}
