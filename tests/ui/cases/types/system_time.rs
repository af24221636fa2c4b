//! When an event happened stands in its envelope; another time is no number.

use std::time::SystemTime;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    started: SystemTime,
}

fn main() {}
