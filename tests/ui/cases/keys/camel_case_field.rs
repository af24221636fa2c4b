//! A key taken from a name is in snake case; another is written out.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[allow(non_snake_case)]
struct Made {
    /// How many results.
    resultCount: u32,
}

fn main() {}
