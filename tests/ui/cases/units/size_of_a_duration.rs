//! A duration is not measured in bytes.

use std::time::Duration;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(unit = "MiB")]
    latency: Duration,
}

fn main() {}
