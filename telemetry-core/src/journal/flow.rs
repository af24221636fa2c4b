//! Who waits for whom: the taker for a fill level, those who flush for the
//! taker. Numbers and conditions, no data.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::segments::lock;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Flow {
    state: Mutex<State>,
    /// Wakes the taker.
    filled: Condvar,
    /// Wakes those who flush.
    stored: Condvar,
}

#[derive(Debug, Default)]
struct State {
    filled: bool,
    closed: bool,
    /// Flushes that were asked for, that the taker has seen, and that are done.
    asked: u64,
    seen: u64,
    done: u64,
}

impl Flow {
    /// Says that there is much to take.
    pub(super) fn filled(&self) {
        lock(&self.state).filled = true;
        self.filled.notify_one();
    }

    /// Waits for something to take, at most so long. Returns the flushes asked
    /// for before, and whether the journal was closed before.
    pub(super) fn wait(&self, patience: Duration) -> (u64, bool) {
        let state = lock(&self.state);
        let idle = |state: &mut State| !state.filled && !state.closed && state.asked == state.seen;
        let waited = self.filled.wait_timeout_while(state, patience, idle);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        state.filled = false;
        state.seen = state.asked;
        (state.asked, state.closed)
    }

    /// Says that what was recorded before these flushes were asked for is
    /// stored.
    pub(super) fn is_stored(&self, asked: u64) {
        let mut state = lock(&self.state);
        state.done = state.done.max(asked);
        drop(state);
        self.stored.notify_all();
    }

    pub(super) fn close(&self) {
        lock(&self.state).closed = true;
        self.filled.notify_all();
    }

    /// Asks the taker for everything and waits for it; false when the time is
    /// over.
    pub(super) fn flush(&self, end: Instant) -> bool {
        let mut state = lock(&self.state);
        state.asked += 1;
        let goal = state.asked;
        self.filled.notify_one();
        while state.done < goal {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.stored.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}
