//! The id of an event: a UUID of version 7 (RFC 9562).
//!
//! 48 bits of milliseconds, 12 bits of the fraction of a millisecond, so that
//! ids sort by time to a quarter of a microsecond, and 62 random bits. The
//! random bits come from the generator of the thread: no system call per event.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use crate::random;

/// The length of an id in text.
pub const TEXT_LEN: usize = 36;

/// The id of one event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId([u8; 16]);

impl EventId {
    /// A new id for an event at this time since the epoch.
    #[must_use]
    pub fn new(at: Duration) -> Self {
        Self::from_parts(at, random::next())
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

    #[cfg(test)]
    pub(crate) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The form on the wire: lowercase hexadecimal digits in groups.
    #[must_use]
    pub fn to_text(self) -> [u8; TEXT_LEN] {
        let id = u128::from_be_bytes(self.0);
        let [first, second, third, fourth] =
            [96, 64, 32, 0].map(|below| digits((id >> below) as u32));
        let mut text = [b'-'; TEXT_LEN];
        text[..8].copy_from_slice(&first);
        text[9..13].copy_from_slice(&second[..4]);
        text[14..18].copy_from_slice(&second[4..]);
        text[19..23].copy_from_slice(&third[..4]);
        text[24..28].copy_from_slice(&third[4..]);
        text[28..].copy_from_slice(&fourth);
        text
    }
}

/// The eight lowercase hexadecimal digits of a number, all of them at once: a
/// byte for each.
#[inline]
const fn digits(number: u32) -> [u8; 8] {
    /// The same byte eight times.
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let halves = number as u64;
    let halves = (halves | halves << 16) & 0x0000_ffff_0000_ffff;
    let bytes = (halves | halves << 8) & 0x00ff_00ff_00ff_00ff;
    let digits = (bytes | bytes << 4) & each(0x0f);
    let letters = (digits + each(6)) >> 4 & each(1);
    (digits + each(b'0') + letters * (b'a' - b'0' - 10) as u64).to_be_bytes()
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
