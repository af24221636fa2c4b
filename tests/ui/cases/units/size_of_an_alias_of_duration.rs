//! The same through an alias.

use std::time::Duration;
use telemetry_core::telemetry_event;

type Elapsed = Duration;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(unit = "MiB")]
    latency: Elapsed,
}

fn main() {}
