//! The segments that nobody writes: ready ones, those that threads left when
//! they ended, and those that were handed out since the taker looked.
//!
//! Taking one is a lock and a pop. The keeper makes new ones ahead; when it is
//! late, whoever needs one makes it. There are never more than the limit.
//!
//! What a burst needed will be needed by the next one, so as many are kept as
//! were ever in use at once in the last minute or two, and a few more. What is
//! beyond that the keeper deletes, a few at a time.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::segment::{Ready, Segment};

/// How many segments are ready when nothing more is known.
const FIRST: usize = 4;
/// How long is remembered how many were in use; at most twice as long.
const MEMORY: Duration = Duration::from_mins(1);

#[derive(Debug)]
pub(super) struct Pool {
    ready: Vec<Ready>,
    /// Left with room in them, and where it begins.
    pub(super) left: Vec<(Arc<Segment>, usize)>,
    /// Handed out and not known to the taker yet.
    pub(super) fresh: Vec<Arc<Segment>>,
    /// All segments that there are, ready or in use.
    made: usize,
    limit: usize,
    /// How many were handed out since the keeper came last.
    taken: usize,
    /// How many to have ready.
    ahead: usize,
    peak: Peak,
}

/// How many segments were in use at once, of late.
#[derive(Debug, Default)]
struct Peak {
    now: usize,
    before: usize,
    /// When `now` began.
    since: Option<Instant>,
}

impl Peak {
    fn note(&mut self, in_use: usize) {
        self.now = self.now.max(in_use);
    }

    fn forget(&mut self, in_use: usize, now: Instant) {
        let since = *self.since.get_or_insert(now);
        if now.saturating_duration_since(since) >= MEMORY {
            *self = Self { now: in_use, before: self.now, since: Some(now) };
        }
    }

    fn get(&self) -> usize {
        self.now.max(self.before)
    }
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
            ahead: FIRST,
            peak: Peak { now: 0, before: 0, since: None },
        }
    }

    pub(super) fn take(&mut self) -> Taken {
        if let Some((segment, at)) = self.left.pop() {
            return Taken::Left(segment, at);
        }
        self.taken += 1;
        let taken = match self.ready.pop() {
            Some(ready) => Taken::Ready(ready),
            None if self.made >= self.limit => Taken::Full,
            None => {
                self.made += 1;
                Taken::Make
            }
        };
        self.peak.note(self.in_use());
        taken
    }

    const fn in_use(&self) -> usize {
        self.made - self.ready.len()
    }

    /// Whether the keeper should come before its time.
    pub(super) const fn is_low(&self) -> bool {
        self.ready.len() * 2 <= self.ahead && self.made < self.limit
    }

    /// How many the keeper should make now.
    pub(super) fn missing(&mut self, now: Instant) -> usize {
        let taken = std::mem::take(&mut self.taken);
        // Only who runs short needs more than a burst before it did.
        self.ahead = if self.is_low() { taken.max(FIRST) } else { FIRST };
        self.peak.forget(self.in_use(), now);
        let missing = self.wanted().min(self.limit).saturating_sub(self.made);
        self.made += missing;
        missing
    }

    /// How many there should be, ready or in use.
    fn wanted(&self) -> usize {
        (self.in_use() + self.ahead).max(self.peak.get() + FIRST)
    }

    /// One that is too many.
    pub(super) fn surplus(&mut self) -> Option<Ready> {
        let surplus = if self.made > self.wanted() { self.ready.pop() } else { None };
        self.made -= usize::from(surplus.is_some());
        surplus
    }

    /// Says that so many of those that were to be made are not.
    pub(super) const fn not_made(&mut self, count: usize) {
        self.made -= count;
    }

    /// Takes in one that was counted as made.
    pub(super) fn put(&mut self, ready: Ready) {
        self.ready.push(ready);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready() -> Ready {
        Ready::on_heap().expect("an id")
    }

    fn fill_up(pool: &mut Pool, now: Instant) -> usize {
        let missing = pool.missing(now);
        (0..missing).for_each(|_| pool.put(ready()));
        std::iter::from_fn(|| pool.surplus()).count()
    }

    #[test]
    fn as_many_are_kept_as_a_burst_needed_and_given_back_when_it_is_long_ago() {
        let (mut pool, start) = (Pool::new(100), Instant::now());
        assert_eq!((fill_up(&mut pool, start), pool.made), (0, FIRST));
        let taken: Vec<_> = (0..20).map(|_| pool.take()).collect();
        assert_eq!(taken.iter().filter(|it| matches!(it, Taken::Make)).count(), 20 - FIRST);
        taken.iter().for_each(|_| pool.put(ready()));
        fill_up(&mut pool, start);
        fill_up(&mut pool, start + MEMORY / 2);
        assert_eq!(pool.made, 20 + FIRST);
        let next: Vec<_> = (0..20).map(|_| pool.take()).collect();
        assert!(next.iter().all(|it| matches!(it, Taken::Ready(_))));
        next.iter().for_each(|_| pool.put(ready()));
        fill_up(&mut pool, start + MEMORY / 2);
        fill_up(&mut pool, start + MEMORY);
        assert_eq!(pool.made, 20 + FIRST);
        fill_up(&mut pool, start + 2 * MEMORY);
        assert_eq!(pool.made, FIRST);
    }

    #[test]
    fn there_are_never_more_than_the_limit() {
        let mut pool = Pool::new(3);
        fill_up(&mut pool, Instant::now());
        assert_eq!(pool.made, 3);
        let taken: Vec<_> = (0..5).map(|_| pool.take()).collect();
        assert_eq!(taken.iter().filter(|it| matches!(it, Taken::Full)).count(), 2);
        assert!(!pool.is_low(), "nothing can be made");
    }
}
