//! Which key it is, is not decided.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = if true { "count" } else { "size" })]
    count: u32,
}

fn main() {}
