//! A reviewer reads the bounds here.

use telemetry_core::telemetry_event;

const MANY: u32 = 10;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(buckets = [0, MANY])]
    result_count: u32,
}

fn main() {}
