//! The last bound is the maximum.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(max = 100, buckets = [0, 10])]
    result_count: u32,
}

fn main() {}
