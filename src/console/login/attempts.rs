//! How many wrong tokens are looked at: ten, and from then on one every six
//! seconds. One counter for everybody, so that its memory is bounded and many
//! addresses help nobody.

use std::time::{Duration, Instant};

/// Wrong tokens that are looked at without a pause.
const BURST: u32 = 10;
/// How long it takes until one more is.
const EVERY: Duration = Duration::from_secs(6);

#[derive(Debug)]
pub(super) struct Attempts {
    left: u32,
    /// Until when what was given back since counts.
    since: Instant,
}

impl Attempts {
    pub(super) const fn new(now: Instant) -> Self {
        Self { left: BURST, since: now }
    }

    /// Whether a token may be looked at, or how long to wait.
    pub(super) fn may_try(&mut self, now: Instant) -> Result<(), Duration> {
        let passed = now.duration_since(self.since);
        let back = u32::try_from(passed.as_secs() / EVERY.as_secs()).unwrap_or(BURST).min(BURST);
        if back > 0 {
            self.left = (self.left + back).min(BURST);
            self.since = now;
        }
        if self.left == 0 { Err(EVERY.saturating_sub(passed)) } else { Ok(()) }
    }

    pub(super) const fn was_wrong(&mut self) {
        self.left = self.left.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_tokens_run_out_and_come_back() {
        let start = Instant::now();
        let mut attempts = Attempts::new(start);
        for _ in 0..BURST {
            assert_eq!(attempts.may_try(start), Ok(()));
            attempts.was_wrong();
        }
        assert_eq!(attempts.may_try(start), Err(EVERY));
        assert_eq!(attempts.may_try(start + EVERY), Ok(()));
        attempts.was_wrong();
        assert!(attempts.may_try(start + EVERY).is_err());
        assert_eq!(attempts.may_try(start + EVERY * 100), Ok(()));
        assert_eq!(attempts.left, BURST);
    }
}
