//! Words of 64 bits that one thread writes and others read: how they are
//! accessed, and their sum.
//!
//! Pure, and below both the values of an event and the journal: it knows neither
//! what the words mean nor where they are.

use std::sync::atomic::{AtomicU64, Ordering};

/// A word as the journal uses it. The one of the standard library, and in the
/// tests of the protocol one whose every interleaving is tried.
pub(crate) trait Word {
    fn get(&self) -> u64;
    fn get_acquire(&self) -> u64;
    fn set(&self, value: u64);
    fn set_release(&self, value: u64);
}

impl Word for AtomicU64 {
    #[inline]
    fn get(&self) -> u64 {
        self.load(Ordering::Relaxed)
    }

    #[inline]
    fn get_acquire(&self) -> u64 {
        self.load(Ordering::Acquire)
    }

    #[inline]
    fn set(&self, value: u64) {
        self.store(value, Ordering::Relaxed);
    }

    #[inline]
    fn set_release(&self, value: u64) {
        self.store(value, Ordering::Release);
    }
}

/// A sum over words. Not cryptographic: it finds what disks do, not people.
/// Each word is turned by another amount, so that each changed bit changes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checksum(u64);

impl Checksum {
    /// Begins with what the words belong to and where they stand there.
    #[inline]
    pub(crate) const fn new(seed: u64, at: usize) -> Self {
        Self(seed ^ (at as u64) << 32)
    }

    #[inline]
    pub(crate) const fn with(self, word: u64) -> Self {
        Self(self.0.rotate_left(13) ^ word)
    }

    #[inline]
    pub(crate) const fn finish(self) -> u32 {
        let mixed = (self.0 ^ self.0 >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as u32
    }
}
