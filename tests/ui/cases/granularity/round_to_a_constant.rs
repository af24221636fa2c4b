//! A reviewer reads the step here.

use telemetry_core::telemetry_event;

const STEP: u32 = 10;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(round = STEP)]
    result_count: u32,
}

fn main() {}
