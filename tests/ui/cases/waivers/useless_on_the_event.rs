//! A waiver of an event silences something in one of its fields.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[telemetry(allow(T0009, reason = "there are counts only"))]
struct Made {
    /// How many results.
    result_count: u32,
}

fn main() {}
