//! Two hands of time: the wall clock for what people read, a monotonic one
//! for what decides. Nothing here may decide anything by the wall clock.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where the queue reads the time.
pub trait Clock: Send + Sync + 'static {
    /// Microseconds since 1970-01-01 UTC. May jump either way.
    fn wall(&self) -> i64;
    /// Time since any fixed point. Never goes back while the process runs.
    fn monotonic(&self) -> Duration;
}

/// The clocks of the machine.
#[derive(Debug, Clone)]
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn wall(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => micros(after),
            Err(before) => -micros(before.duration()),
        }
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }
}

/// Whole microseconds, at most `i64::MAX`.
pub(super) fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
