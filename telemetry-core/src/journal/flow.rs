//! Who waits for whom: the taker for a fill level, those who flush for the
//! taker. Numbers and conditions, no data.
//!
//! The taker cuts: from a cut on it reads, and what was recorded before is in
//! what it reads. Who flushes waits for the next cut to be stored, and is woken
//! with all others of that cut and with nobody else. Threads that flush again
//! and again come back soon after they were woken; the taker waits for them as
//! long as storing took, because without them the next commit would carry few
//! of them and the one behind it the rest.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::segments::lock;

/// The longest that the taker waits for others who flush.
const MAX_WAIT: Duration = Duration::from_millis(2);
/// How many cuts are waited for at a time, at least: one that is being stored,
/// one that is read meanwhile, and the next.
const CUTS: usize = 4;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Flow {
    state: Mutex<State>,
    /// Wakes the taker.
    filled: Condvar,
    /// Wakes those who flush, by the cut that they wait for.
    stored: [Condvar; CUTS],
}

#[derive(Debug, Default)]
struct State {
    filled: bool,
    closed: bool,
    /// There will be no cut any more.
    ended: bool,
    /// The taker reads.
    taking: bool,
    /// How many cuts there were, and the last that is stored.
    cuts: u64,
    stored: u64,
    /// How many wait for the next cut.
    waiting: usize,
    /// At how many of them the taker wants to be woken; 0 if it is awake.
    wake_at: usize,
    /// The last cut that somebody waited for: how many they were, and when it
    /// was cut; then how long it took to be stored.
    last: (usize, Option<Instant>),
    took: Duration,
}

impl State {
    fn is_urgent(&self) -> bool {
        self.filled || self.closed
    }

    /// The cut to wait for instead of this one: there is none behind the last.
    fn reachable(&self, goal: u64) -> u64 {
        if self.ended { goal.min(self.cuts) } else { goal }
    }
}

impl Flow {
    /// Says that there is much to take.
    pub(super) fn filled(&self) {
        lock(&self.state).filled = true;
        self.filled.notify_one();
    }

    /// Waits for something to take, at most so long, and cuts. Returns the number
    /// of the cut, and whether the journal was closed before.
    pub(super) fn wait(&self, patience: Duration) -> (u64, bool) {
        let state = self.sleep(lock(&self.state), 1, patience);
        let mut state = if patience.is_zero() { state } else { self.gather(state) };
        state.filled = false;
        state.taking = true;
        state.cuts += 1;
        if state.waiting > 0 {
            state.last = (std::mem::take(&mut state.waiting), Some(Instant::now()));
        }
        (state.cuts, state.closed)
    }

    /// Waits for as many as waited for the last cut.
    fn gather<'s>(&self, state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        if state.waiting == 0 {
            return state;
        }
        let (expected, patience) = (state.last.0, state.took.min(MAX_WAIT));
        self.sleep(state, expected, patience)
    }

    /// Waits until so many wait, or there is another reason to take.
    fn sleep<'s>(
        &self,
        mut state: MutexGuard<'s, State>,
        until: usize,
        patience: Duration,
    ) -> MutexGuard<'s, State> {
        state.wake_at = until;
        let idle = |state: &mut State| !state.is_urgent() && state.waiting < until;
        let waited = self.filled.wait_timeout_while(state, patience, idle);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        state.wake_at = 0;
        state
    }

    /// Says that the taker has read.
    pub(super) fn is_taken(&self) {
        lock(&self.state).taking = false;
    }

    /// Whether the taker reads, or others flush already: then it is not worth
    /// looking whether there is anything to wait for.
    pub(super) fn is_busy(&self) -> bool {
        let state = lock(&self.state);
        state.taking || state.waiting > 0
    }

    /// Says that all that was recorded before this cut is stored.
    pub(super) fn is_stored(&self, cut: u64) {
        let mut state = lock(&self.state);
        let before = state.stored;
        state.stored = cut.max(before);
        if let Some(since) = state.last.1.take() {
            state.took = since.elapsed();
        }
        drop(state);
        for done in (before + 1..=cut).rev().take(CUTS) {
            self.stored_by(done).notify_all();
        }
    }

    /// Says that the taker has read everything that there will ever be. Who came
    /// too late for its last cut has nothing to wait for but that.
    pub(super) fn has_ended(&self) {
        lock(&self.state).ended = true;
        self.stored.iter().for_each(Condvar::notify_all);
    }

    pub(super) fn close(&self) {
        lock(&self.state).closed = true;
        self.filled.notify_all();
    }

    /// Asks the taker for everything and waits for it; false when the time is
    /// over.
    pub(super) fn flush(&self, end: Instant) -> bool {
        let mut state = lock(&self.state);
        let goal = state.cuts + 1;
        state.waiting += 1;
        if state.waiting == state.wake_at {
            self.filled.notify_one();
        }
        while state.stored < state.reachable(goal) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                state.waiting -= usize::from(state.cuts < goal);
                return false;
            }
            let stored = self.stored_by(state.reachable(goal));
            let waited = stored.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    fn stored_by(&self, cut: u64) -> &Condvar {
        &self.stored[cut as usize % CUTS]
    }
}
