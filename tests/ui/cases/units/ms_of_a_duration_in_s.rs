//! The key says in what it is measured.

use std::time::Duration;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    #[telemetry(unit = "s")]
    latency_ms: Duration,
}

fn main() {}
