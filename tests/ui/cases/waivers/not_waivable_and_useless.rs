//! A rule that cannot be switched off is not, also where it finds nothing.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(allow(T0001, reason = "it is a number"))]
    result_count: u32,
}

fn main() {}
