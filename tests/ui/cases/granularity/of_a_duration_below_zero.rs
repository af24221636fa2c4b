//! A duration is never negative.

use std::time::Duration;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    #[telemetry(unit = "ms", buckets = [-1, 0, 1])]
    latency: Duration,
}

fn main() {}
