//! An event is sampled as a whole.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(sample = 0.1)]
    result_count: u32,
}

fn main() {}
