//! The id of an event: a UUID of version 7 (RFC 9562).
//!
//! 48 bits of milliseconds, 12 bits of the fraction of a millisecond, so that
//! ids sort by time to a quarter of a microsecond, and 62 random bits. The
//! random bits come from a generator of 256 bits of state per thread, seeded
//! once from the operating system: no system call per event.

use std::{
    cell::RefCell,
    fmt,
    time::{Duration, SystemTime},
};

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{Rng, SeedableRng},
};

/// The length of an id in text.
pub const TEXT_LEN: usize = 36;

/// The id of one event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId([u8; 16]);

thread_local! {
    static RANDOM: RefCell<Xoshiro256PlusPlus> = RefCell::new(seeded());
}

impl EventId {
    /// A new id for an event at this time since the epoch.
    #[must_use]
    pub fn new(at: Duration) -> Self {
        Self::from_parts(at, random())
    }

    /// A new id for something that happens now.
    #[must_use]
    pub fn generate() -> Self {
        Self::new(SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default())
    }

    /// The id of the event at this place of this use of a segment, which is the
    /// same whenever it is asked for. Behind the time come the nanoseconds that
    /// the fraction leaves over and the place, so that the ids of a thread sort
    /// as it recorded, then 39 bits of the random number of the segment.
    ///
    /// Two events have the same id only if they happened in the same nanosecond
    /// at the same place of two segments whose 39 bits agree.
    pub(crate) fn of_place(at: Duration, place: usize, random: u64) -> Self {
        let left_over = u64::from(at.subsec_nanos() % 1_000_000) * 4096 % 1_000_000 / 4096;
        let bits = left_over << 54 | (place as u64 & 0x7fff) << 39 | random & 0x7f_ffff_ffff;
        Self::from_parts(at, bits << 2)
    }

    fn from_parts(at: Duration, random: u64) -> Self {
        let milliseconds = at.as_millis() as u64;
        // 4096 steps in a millisecond.
        let fraction = u64::from(at.subsec_nanos() % 1_000_000) * 4096 / 1_000_000;
        let high = milliseconds << 16 | 0x7000 | fraction;
        let low = random >> 2 | 1 << 63;
        Self((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The form on the wire: lowercase hexadecimal digits in groups.
    #[must_use]
    pub fn to_text(self) -> [u8; TEXT_LEN] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; TEXT_LEN];
        let mut at = 0;
        for (position, byte) in self.0.into_iter().enumerate() {
            if matches!(position, 4 | 6 | 8 | 10) {
                at += 1;
            }
            text[at] = DIGITS[usize::from(byte >> 4)];
            text[at + 1] = DIGITS[usize::from(byte & 15)];
            at += 2;
        }
        text
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_text().iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// 64 random bits. While a thread ends its generator may be gone: then a new
/// one is seeded, because an event must not be lost for that.
fn random() -> u64 {
    RANDOM.try_with(|random| random.borrow_mut().next_u64()).unwrap_or_else(|_| seeded().next_u64())
}

fn seeded() -> Xoshiro256PlusPlus {
    let mut seed = [0; 32];
    if getrandom::fill(&mut seed).is_err() {
        seed = fallback_seed();
    }
    Xoshiro256PlusPlus::from_seed(seed)
}

/// For systems that refuse random bytes, as some do early at boot: the time,
/// the process and the addresses that the loader chose. Unique rather than
/// unguessable, which is all that an id needs.
fn fallback_seed() -> [u8; 32] {
    use std::hash::{BuildHasher, RandomState};
    let mut seed = [0; 32];
    let now = SystemTime::now();
    for (at, part) in seed.chunks_mut(8).enumerate() {
        let thread = std::thread::current().id();
        let hash = RandomState::new().hash_one((at, now, thread, std::process::id()));
        part.copy_from_slice(&hash.to_le_bytes());
    }
    seed
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_text_is_that_of_a_uuid_of_version_7() {
        // The example of RFC 9562, appendix A.6, with its fraction in `rand_a`.
        let id = EventId(0x017F_22E2_79B0_7CC3_98C4_DC0C_0C07_398F_u128.to_be_bytes());
        assert_eq!(id.to_string(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        let made = EventId::from_parts(Duration::from_millis(0x017F_22E2_79B0), u64::MAX);
        assert_eq!(made.to_string(), "017f22e2-79b0-7000-bfff-ffffffffffff");
    }

    #[test]
    fn ids_sort_by_time_within_a_millisecond() {
        let at = |nanoseconds| EventId::from_parts(Duration::new(1_700_000_000, nanoseconds), 0);
        assert!(at(1_000) < at(2_000) && at(999_999) < at(1_000_000));
    }

    #[test]
    fn the_ids_of_a_segment_sort_as_it_was_written() {
        let base = Duration::from_millis(1_700_000_000_123);
        let id = |nanoseconds, place| {
            EventId::of_place(base + Duration::from_nanos(nanoseconds), place, u64::MAX)
        };
        let times =
            (0..2_000).flat_map(|at| [id(at, 2 * at as usize), id(at, 2 * at as usize + 1)]);
        assert!(times.is_sorted_by(|a, b| a < b));
        let other = EventId::of_place(base, 7, 1);
        assert_ne!(other, EventId::of_place(base, 7, 2));
        assert_eq!(other, EventId::of_place(base, 7, 1));
    }

    #[test]
    fn threads_draw_different_ids() {
        let draw = || (0..1_000).map(|_| EventId::new(Duration::ZERO)).collect::<Vec<_>>();
        let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(draw)).collect();
        let ids: Vec<_> = threads.into_iter().flat_map(|t| t.join().expect("no panic")).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    }
}
