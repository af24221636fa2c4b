//! A list of pairs brings its own keys.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results of each kind.
    counts: Vec<(String, u32)>,
}

fn main() {}
