//! A list has no fixed number of values.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    counts: Vec<u32>,
}

fn main() {}
