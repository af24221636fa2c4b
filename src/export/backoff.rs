//! How long to wait after failures: twice as long after each, with jitter, so
//! that many instances do not return to a mended gateway at the same moment.

use std::time::Duration;

/// The first wait is up to this long.
const FIRST: Duration = Duration::from_millis(500);

/// Counts failures in a row.
#[derive(Debug)]
pub(crate) struct Backoff {
    failures: u32,
    longest: Duration,
}

impl Backoff {
    pub(crate) const fn new(longest: Duration) -> Self {
        Self { failures: 0, longest }
    }

    pub(crate) const fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// The wait after one more failure: a random time between half of the
    /// bound and the bound, which doubles up to the longest.
    pub(crate) fn failed(&mut self) -> Duration {
        let bound = FIRST.saturating_mul(1 << self.failures.min(20)).min(self.longest);
        self.failures = self.failures.saturating_add(1);
        bound.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_longest_and_start_again() {
        let longest = Duration::from_secs(10);
        let mut backoff = Backoff::new(longest);
        for failures in 0..100 {
            let bound = FIRST.saturating_mul(1 << failures.min(20)).min(longest);
            let wait = backoff.failed();
            assert!(wait >= bound / 2 && wait <= bound, "{failures}: {wait:?}");
        }
        backoff.succeeded();
        assert!(backoff.failed() <= FIRST);
    }
}
