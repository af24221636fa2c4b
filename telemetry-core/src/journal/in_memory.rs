//! The journal in memory: bounded by the number of events, exact in its order,
//! and lost when the process is killed. For tests, and for programs without a
//! directory.
//!
//! Appending holds a lock for the time of a copy, the taker swaps whole batches
//! under it, and no lock is ever held over I/O.

use std::{
    sync::{Condvar, Mutex, PoisonError, atomic::Ordering},
    time::{Duration, Instant, SystemTime},
};

use telemetry_schema::MAX_FIELDS;

use super::{
    MAX_TEXT_BYTES,
    batch::{Batch, Entry},
    local::Local,
    losses::Counters,
    segments::lock,
};
use crate::{
    Context, Declaration, context,
    id::EventId,
    values::{Texts, leave_out_not_finite},
};

/// The part of the capacity at which a waiting taker is woken: waking it for
/// each event would cost the recording thread more than the event.
const WAKE_AT: usize = 8;

#[derive(Debug)]
pub(super) struct InMemory {
    capacity: usize,
    state: Mutex<State>,
    /// Wakes the taker.
    filled: Condvar,
    /// Wakes those who flush.
    stored: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: Batch,
    recorded: u64,
    stored: u64,
    flushing: bool,
    closed: bool,
}

impl InMemory {
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            state: Mutex::default(),
            filled: Condvar::new(),
            stored: Condvar::new(),
        }
    }

    /// Keeps the event whose values the thread has; false if there is no room.
    pub(super) fn record(
        &self,
        declaration: &'static Declaration,
        local: &mut Local,
        identity: bool,
        counters: &Counters,
    ) -> bool {
        let mut room = [0.0; MAX_FIELDS];
        let given = local.numbers(declaration.sizes().0);
        let numbers = &mut room[..given.len()];
        numbers.copy_from_slice(given);
        let left_out = leave_out_not_finite(numbers);
        counters.not_finite.fetch_add(left_out, Ordering::Relaxed);
        counters.add_left_out(&local.texts);
        if !declaration.can_give(numbers) {
            counters.not_declared.fetch_add(1, Ordering::Relaxed);
            return true;
        }
        let context = context::current();
        let context = if identity { context } else { context.map(|it| it.without_identity()) };
        self.append(declaration, (numbers, &mut local.texts), context)
    }

    fn append(
        &self,
        declaration: &'static Declaration,
        (numbers, texts): (&[f64], &mut Texts),
        context: Option<Context>,
    ) -> bool {
        let at = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let id = EventId::new(at);
        let mut state = lock(&self.state);
        let text_bytes = texts.bytes();
        let fits = state.waiting.entries.len() < self.capacity
            && state.waiting.text_bytes + text_bytes <= MAX_TEXT_BYTES;
        if !fits {
            return false;
        }
        let start = state.waiting.numbers.len();
        state.waiting.numbers.extend_from_slice(numbers);
        let numbers = start..state.waiting.numbers.len();
        let texts = texts.take();
        let entry = Entry { declaration, id, at, context, numbers, texts, source: None };
        state.waiting.entries.push(entry);
        state.waiting.text_bytes += text_bytes;
        state.recorded += 1;
        let wake = state.waiting.entries.len() == self.capacity.div_ceil(WAKE_AT);
        drop(state);
        if wake {
            self.filled.notify_one();
        }
        true
    }

    pub(super) fn take(&self, batch: &mut Batch, patience: Duration) -> bool {
        batch.clear();
        let mut state = lock(&self.state);
        let enough = self.capacity.div_ceil(WAKE_AT);
        let idle = |state: &mut State| {
            state.waiting.entries.len() < enough && !state.flushing && !state.closed
        };
        if idle(&mut state) {
            let waited = self.filled.wait_timeout_while(state, patience, idle);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.flushing = false;
        std::mem::swap(&mut state.waiting, batch);
        state.closed && batch.entries.is_empty()
    }

    pub(super) fn stored(&self, count: usize) {
        lock(&self.state).stored += count as u64;
        self.stored.notify_all();
    }

    /// How many events are not stored when the time is over, if any.
    pub(super) fn flush(&self, end: Instant) -> Option<u64> {
        let mut state = lock(&self.state);
        let goal = state.recorded;
        while state.stored < goal {
            state.flushing = true;
            self.filled.notify_one();
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Some(goal - state.stored);
            }
            let waited = self.stored.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        None
    }

    pub(super) fn close(&self) {
        lock(&self.state).closed = true;
        self.filled.notify_all();
    }

    pub(super) fn recorded(&self) -> u64 {
        lock(&self.state).recorded
    }
}
