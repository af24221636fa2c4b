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
///
/// Words are added two by two: each to the sum of its place in a pair, and those
/// to a second one, so that a word counts once in one half of the end and, times
/// how far from the end it stands, in the other. The halves are multiplied. So
/// every changed bit changes the product, and so does what changes places; and
/// it costs a processor little, because the two sums of a pair wait for nothing
/// of each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checksum {
    once: [u64; 2],
    by_place: [u64; 2],
}

impl Checksum {
    /// Begins with what the words belong to, which should be random.
    #[inline]
    pub(crate) const fn new(owner: u64) -> Self {
        Self { once: [owner, 0], by_place: [0; 2] }
    }

    #[inline]
    pub(crate) const fn with(self, [left, right]: [u64; 2]) -> Self {
        let Self { once: [l, r], by_place: [by_l, by_r] } = self;
        let once = [l.wrapping_add(left), r.wrapping_add(right)];
        let by_place = [by_l.wrapping_add(once[0]), by_r.wrapping_add(once[1])];
        Self { once, by_place }
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
        let Self { once, by_place } = self;
        let (left, right) = (once[0] ^ by_place[1], once[1] ^ by_place[0] ^ last);
        let product = left as u128 * right as u128;
        product as u32 ^ (product >> 64) as u32
    }
}
