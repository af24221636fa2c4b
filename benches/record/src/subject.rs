//! What is measured: something that records events, and whatever consumes them
//! on another thread. Depends on nothing that measures.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// How the line of a subject is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The least that any recorder could do.
    Floor,
    Ours,
    Peer,
}

/// A way to record one event of five numbers.
pub(crate) trait Subject: Send + Sync {
    /// What it is, with the version of a peer.
    fn name(&self) -> String;

    fn role(&self) -> Role {
        Role::Peer
    }

    /// Records so many events, one after the other, from the calling thread.
    /// The loop is in here, so that no event pays for the indirect call.
    fn record(&self, count: usize);

    /// Asks the consumer to take what waits, where it would rather wait.
    fn flush(&self) {}

    /// How many events the consumer has seen so far; none if it does not tell,
    /// because nothing consumes or because `flush` returns when it is done.
    fn consumed(&self) -> Option<u64> {
        None
    }

    /// How many events a round records from each thread. The queue of every
    /// subject holds two rounds and more.
    fn batch(&self) -> usize {
        8192
    }
}

/// The five numbers of the event with this index; all that differs from event
/// to event. Cheap, because every subject pays for it.
#[inline]
pub(crate) fn numbers(index: usize) -> [f64; 5] {
    let first = index as f64;
    [first, first + 1.0, first + 2.0, first + 3.0, first + 4.0]
}

/// Counts what a consumer has seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meter(Arc<AtomicU64>);

impl Meter {
    pub(crate) fn add(&self, count: usize) {
        self.0.fetch_add(count as u64, Ordering::Release);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// How many events fit into the queues whose size is ours to choose.
pub(crate) const ROOM: usize = 1 << 16;
