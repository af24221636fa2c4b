//! A point in time is not a difference.

use std::time::Instant;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Instant,
}

fn main() {}
