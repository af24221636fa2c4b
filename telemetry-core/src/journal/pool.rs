//! The segments that nobody writes: ready ones, those that threads left when
//! they ended, and those that were handed out since the taker looked.
//!
//! Taking one is a lock and a pop. The keeper makes new ones ahead; when it is
//! late, whoever needs one makes it. There are never more than the limit.

use std::sync::Arc;

use super::segment::{Ready, Segment};

/// How many segments are ready before anybody has asked for one.
const FIRST: usize = 2;

#[derive(Debug)]
pub(super) struct Pool {
    pub(super) ready: Vec<Ready>,
    /// Left with room in them, and where it begins.
    pub(super) left: Vec<(Arc<Segment>, usize)>,
    /// Handed out and not known to the taker yet.
    pub(super) fresh: Vec<Arc<Segment>>,
    /// All segments that there are, ready or in use.
    made: usize,
    limit: usize,
    /// How many were handed out since the keeper filled up.
    taken: usize,
    /// How many to have ready.
    wanted: usize,
}

/// What [`Pool::take`] found.
pub(super) enum Taken {
    /// One that a thread left.
    Left(Arc<Segment>, usize),
    /// One for the first use.
    Ready(Ready),
    /// None is ready, and the caller may make one.
    Make,
    /// None, and there may be no more.
    Full,
}

impl Pool {
    pub(super) const fn new(limit: usize) -> Self {
        Self {
            ready: Vec::new(),
            left: Vec::new(),
            fresh: Vec::new(),
            made: 0,
            limit,
            taken: 0,
            wanted: FIRST,
        }
    }

    pub(super) fn take(&mut self) -> Taken {
        if let Some((segment, at)) = self.left.pop() {
            return Taken::Left(segment, at);
        }
        self.taken += 1;
        if let Some(ready) = self.ready.pop() {
            return Taken::Ready(ready);
        }
        if self.made >= self.limit {
            return Taken::Full;
        }
        self.made += 1;
        Taken::Make
    }

    /// Whether the keeper should come before its time.
    pub(super) const fn is_low(&self) -> bool {
        self.ready.len() * 2 <= self.wanted && self.made < self.limit
    }

    /// How many the keeper should make now. What was needed since it came last
    /// will be needed again.
    pub(super) fn missing(&mut self) -> usize {
        let taken = std::mem::take(&mut self.taken);
        self.wanted = (self.wanted * 7 / 8).max(taken * 2).max(FIRST);
        let missing = self.wanted.saturating_sub(self.ready.len()).min(self.limit - self.made);
        self.made += missing;
        missing
    }

    /// Says that so many of those that were to be made are not.
    pub(super) const fn not_made(&mut self, count: usize) {
        self.made -= count;
    }

    /// Takes back a segment; gives back one that is too many.
    pub(super) fn put_back(&mut self, ready: Option<Ready>) -> Option<Ready> {
        let surplus = self.ready.len() > 4 * self.wanted + 4;
        match ready {
            Some(ready) if !surplus => {
                self.ready.push(ready);
                None
            }
            other => {
                self.made -= 1;
                other
            }
        }
    }
}
