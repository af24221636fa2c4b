//! What stays on the instance is not made coarser.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was asked.
    #[telemetry(private, round = 10)]
    query: String,
}

fn main() {}
