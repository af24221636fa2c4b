//! A duration is a number only in a unit.

use std::time::Duration;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    latency: Duration,
}

fn main() {}
