//! Whether an event that happens is one of those that are recorded.
//!
//! Decided by the thread that records, before anything is written, by a random
//! number and nothing else: not by what is in the event, nor by its user.

use telemetry_schema::SampleRate;

use crate::random;

/// A sample rate, ready to be asked for every event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chance {
    threshold: u64,
}

impl Chance {
    pub(crate) fn of(rate: SampleRate) -> Self {
        Self { threshold: rate.threshold() }
    }

    /// Whether this one is recorded.
    #[inline]
    pub(crate) fn takes_next(self) -> bool {
        self.takes(random::next())
    }

    #[inline]
    const fn takes(self, random: u64) -> bool {
        random < self.threshold
    }
}

#[cfg(test)]
mod tests {
    use rand_xoshiro::{
        Xoshiro256PlusPlus,
        rand_core::{Rng, SeedableRng},
    };

    use super::*;

    fn chance(rate: f64) -> Chance {
        Chance::of(SampleRate::new(rate).expect("a rate"))
    }

    #[test]
    fn the_numbers_below_the_share_are_taken() {
        let half = chance(0.5);
        assert!(half.takes(0) && half.takes((1 << 63) - 1));
        assert!(!half.takes(1 << 63) && !half.takes(u64::MAX));
        assert!(chance(SampleRate::LEAST).takes(0));
        assert!(!chance(1.0_f64.next_down()).takes(u64::MAX));
    }

    /// Of a million numbers from a fixed seed: the deviation is always the
    /// same, and below four standard deviations.
    #[test]
    fn the_share_is_that_of_the_rate() {
        const DRAWS: u32 = 1_000_000;
        for rate in [0.001, 0.1, 0.25, 0.5, 0.9] {
            let mut numbers = Xoshiro256PlusPlus::seed_from_u64(6);
            let chance = chance(rate);
            let taken = (0..DRAWS).filter(|_| chance.takes(numbers.next_u64())).count();
            let (mean, draws) = (rate * f64::from(DRAWS), f64::from(DRAWS));
            let deviation = (taken as f64 - mean) / (draws * rate * (1.0 - rate)).sqrt();
            assert!(deviation.abs() < 4.0, "{rate}: {taken}, {deviation} standard deviations");
        }
    }
}
