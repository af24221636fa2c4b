//! A map brings its own keys, also if they are numbers.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results of each kind.
    counts: std::collections::HashMap<u32, u32>,
}

fn main() {}
