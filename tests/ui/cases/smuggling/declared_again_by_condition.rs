//! A condition that always holds declares once more.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[cfg_attr(all(), telemetry_event(feature = "search", action = "found", owner = "search-team", purpose = "reliability"))]
struct Made {
    /// How many results.
    count: u32,
}

fn main() {}
