//! A waiver names a rule that exists.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(allow(T9999, reason = "it is a counter"))]
    result_count: u32,
}

fn main() {}
