//! A waiver silences something.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(allow(T0009, reason = "it is a count"))]
    result_count: u32,
}

fn main() {}
