//! A reviewer reads the maximum here.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(max = u32::MAX)]
    result_count: u32,
}

fn main() {}
