//! The one word that the record path asks first: whether to record.
//!
//! It lies in a page that a forked child finds full of zeros. So the child,
//! which shares the segments with its parent and has neither keeper nor taker,
//! finds a journal that is off, and the check for it costs nothing.

use std::sync::atomic::{AtomicU64, Ordering};

use super::raw::Memory;

const WIPED: u64 = 0;
const ON: u64 = 1;
const OFF: u64 = 2;
const CLOSED: u64 = 3;

#[derive(Debug)]
pub(crate) struct Switch {
    memory: Memory,
    sees_forks: bool,
}

/// Why nothing is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Switched off.
    Off,
    /// The journal takes nothing any more.
    Closed,
    /// This process is a fork of the one that made the journal.
    Forked,
}

impl Switch {
    /// One that is on.
    pub(super) fn new() -> Self {
        let wiped = Memory::wiped_by_a_fork();
        let sees_forks = wiped.is_ok();
        let switch = Self { memory: wiped.unwrap_or_else(|_| Memory::heap(1)), sees_forks };
        switch.word().store(ON, Ordering::Relaxed);
        switch
    }

    /// One that a child keeps, for a journal whose memory the child has to itself.
    pub(super) fn kept_by_a_fork() -> Self {
        let switch = Self { memory: Memory::heap(1), sees_forks: false };
        switch.word().store(ON, Ordering::Relaxed);
        switch
    }

    #[inline]
    fn word(&self) -> &AtomicU64 {
        &self.memory[0]
    }

    /// Why nothing is recorded; none if the journal is on.
    #[inline]
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        match self.word().load(Ordering::Relaxed) {
            ON => None,
            OFF => Some(Refusal::Off),
            WIPED => Some(Refusal::Forked),
            _ => Some(Refusal::Closed),
        }
    }

    pub(super) fn set_on(&self, on: bool) {
        let (from, to) = if on { (OFF, ON) } else { (ON, OFF) };
        let _ = self.word().compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }

    pub(super) fn close(&self) {
        let change = |state| (state != WIPED).then_some(CLOSED);
        let _ = self.word().fetch_update(Ordering::Relaxed, Ordering::Relaxed, change);
    }

    pub(super) fn was_wiped(&self) -> bool {
        self.refusal() == Some(Refusal::Forked)
    }

    /// Whether a fork is seen.
    pub(super) const fn sees_forks(&self) -> bool {
        self.sees_forks
    }
}
