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

/// A sum over words. Not cryptographic: it finds what disks and memory do, not
/// people.
///
/// Words go two by two into two sums, each of which is turned before the next
/// word goes in; in the end the sums are multiplied. Turning tells apart where a
/// word stands, and keeps two bits of one column, which broken memory changes
/// together, from making up for each other; the product mixes what is left of any
/// other change. Two sums cost a processor little more time than one, because
/// they wait for nothing of each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checksum {
    left: u64,
    right: u64,
}

impl Checksum {
    /// Begins with what the words belong to, and where they stand there.
    #[inline]
    pub(crate) const fn new(owner: u64, place: u64) -> Self {
        Self { left: owner, right: place }
    }

    #[inline]
    pub(crate) const fn with(self, [left, right]: [u64; 2]) -> Self {
        Self { left: self.left.rotate_left(13) ^ left, right: self.right.rotate_left(29) ^ right }
    }

    /// With all of these; one that has no other beside it has a zero.
    pub(crate) fn with_all(self, words: impl IntoIterator<Item = u64>) -> Self {
        let mut words = words.into_iter();
        let mut sum = self;
        while let Some(left) = words.next() {
            sum = sum.with([left, words.next().unwrap_or(0)]);
        }
        sum
    }

    /// The sum, with one more word, for one that is known late.
    #[inline]
    pub(crate) const fn finish(self, last: u64) -> u32 {
        let right = self.right.rotate_left(29) ^ last;
        let product = self.left as u128 * right as u128;
        product as u32 ^ (product >> 64) as u32
    }
}
