//! The taking side: which segments there are to read, how far they are read,
//! and which are stored and can be used again.
//!
//! One taker at a time. A batch is outstanding from the moment it was taken
//! until all of it is said to be stored; batches are stored in the order in
//! which they were taken.

use std::{collections::VecDeque, sync::Arc};

use super::{
    batch::Batch,
    cursor::{Cursor, Explained, Progress},
    format::SegmentId,
    losses::Counters,
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
    /// Those that are being taken or are not stored, the oldest first.
    outstanding: VecDeque<Outstanding>,
    /// Stored to their ends, and still in somebody's hand.
    in_hand: Vec<Arc<Segment>>,
    /// Positions that nobody needs any more.
    forgotten: Vec<SegmentId>,
    /// Own events taken, and stored.
    taken: u64,
    stored: u64,
    /// The last batch was full.
    more: bool,
}

/// A batch.
#[derive(Debug, Default)]
struct Outstanding {
    entries: usize,
    own: u64,
    /// What it reads to the end.
    ended: Vec<Arc<Segment>>,
    ended_recovered: Vec<Recovered>,
    /// The cut that is done when it is stored; 0 if something was left behind.
    cut: u64,
}

impl Taker {
    /// Whether to take at once instead of waiting.
    pub(super) const fn has_more(&self) -> bool {
        self.more
    }

    pub(super) fn adopt(&mut self, recovered: Recovered) {
        self.recovered.push_back(recovered);
    }

    /// Moves what is written into the batch, and notes what it was. Everything
    /// before the cut is stored when this is and nothing was left behind.
    /// Returns the cut if that is so already.
    fn take(
        &mut self,
        journal: &Segments,
        batch: &mut Batch,
        cut: u64,
        counters: &Counters,
    ) -> Option<u64> {
        self.live.extend(journal.fresh().into_iter().map(|segment| Cursor::new(segment, 0)));
        let mut taken = Outstanding::default();
        let everything = self.take_recovered(&mut taken, batch, counters) && {
            let before = batch.entries.len();
            let everything = self.take_own(&mut taken, journal, batch, counters);
            taken.own = (batch.entries.len() - before) as u64;
            everything
        };
        self.taken += taken.own;
        self.more = !everything;
        batch.more = self.more;
        batch.entries.sort_by_key(|entry| (entry.at, entry.id));
        batch.forgotten.append(&mut self.forgotten);
        batch.ends = !taken.ended_recovered.is_empty();
        taken.entries = batch.entries.len();
        taken.cut = if everything { cut } else { 0 };
        self.hand_out(taken, batch.is_empty(), journal)
    }

    fn take_recovered(
        &mut self,
        taken: &mut Outstanding,
        batch: &mut Batch,
        counters: &Counters,
    ) -> bool {
        while let Some(first) = self.recovered.front_mut() {
            if first.read(batch, counters) == Progress::Full {
                return false;
            }
            taken.ended_recovered.extend(self.recovered.pop_front());
        }
        true
    }

    fn take_own(
        &mut self,
        taken: &mut Outstanding,
        journal: &Segments,
        batch: &mut Batch,
        counters: &Counters,
    ) -> bool {
        let count = self.live.len();
        self.first = (self.first + 1) % count.max(1);
        let mut full = false;
        let mut ended = Vec::new();
        journal.with_own(|declaration, anchors| {
            let from = Explained { declaration, anchors, source: None };
            for place in (0..count).map(|at| (self.first + at) % count) {
                match self.live[place].read(&from, batch, counters) {
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
            taken.ended.push(self.live.swap_remove(place).segment);
        }
        !full
    }

    /// Notes what is outstanding from now on. An empty batch is stored with the
    /// one before it. Returns the cut that is done already.
    fn hand_out(&mut self, taken: Outstanding, is_empty: bool, journal: &Segments) -> Option<u64> {
        if !is_empty {
            self.outstanding.push_back(taken);
            return None;
        }
        if let Some(before) = self.outstanding.back_mut() {
            before.cut = before.cut.max(taken.cut);
            before.ended.extend(taken.ended);
            return None;
        }
        self.finish(taken, journal)
    }

    /// Says that so many more entries are stored. The cut that is done with
    /// that, when a batch is.
    fn stored(&mut self, count: usize, journal: &Segments) -> Option<u64> {
        let oldest = self.outstanding.front_mut()?;
        oldest.entries = oldest.entries.saturating_sub(count);
        if oldest.entries > 0 {
            return None;
        }
        let done = self.outstanding.pop_front()?;
        self.finish(done, journal)
    }

    fn finish(&mut self, done: Outstanding, journal: &Segments) -> Option<u64> {
        let Outstanding { own, ended, ended_recovered, cut, .. } = done;
        self.stored += own;
        self.forgotten.extend(ended.iter().map(|segment| segment.id));
        self.in_hand.extend(ended);
        self.in_hand = journal.recycle(std::mem::take(&mut self.in_hand));
        for recovered in ended_recovered {
            self.forgotten.extend(recovered.finish());
        }
        (cut > 0).then_some(cut)
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

    /// Whether no batch is out, nothing of other processes waits, and no event of
    /// this one does.
    pub(super) fn is_idle(&mut self, journal: &Segments) -> bool {
        if !self.outstanding.is_empty() || !self.recovered.is_empty() {
            return false;
        }
        self.live.extend(journal.fresh().into_iter().map(|segment| Cursor::new(segment, 0)));
        self.live.iter().all(Cursor::is_read)
    }

    /// Whether nothing waits, these segments included.
    pub(super) fn is_finished(&self, fresh: Vec<Arc<Segment>>) -> bool {
        let fresh = fresh.into_iter().map(|segment| Cursor::new(segment, 0));
        let read =
            self.live.iter().all(Cursor::is_read) && fresh.into_iter().all(|it| it.is_read());
        read && self.taken == self.stored
    }
}

impl Segments {
    /// As `Journal::take`.
    pub(super) fn take(
        &self,
        batch: &mut Batch,
        patience: std::time::Duration,
        counters: &Counters,
    ) -> bool {
        batch.clear();
        let patience = if lock(&self.taker).has_more() { Default::default() } else { patience };
        let (cut, closed) = self.flow.wait(patience);
        let done = lock(&self.taker).take(self, batch, cut, counters);
        self.flow.is_taken();
        if let Some(cut) = done {
            self.flow.is_stored(cut);
        }
        let ended = closed && !batch.more && batch.is_empty();
        if ended {
            self.flow.has_ended();
        }
        ended
    }

    /// As `Journal::stored`.
    pub(super) fn stored(&self, count: usize) {
        let done = lock(&self.taker).stored(count, self);
        if let Some(cut) = done {
            self.flow.is_stored(cut);
        }
    }
}
