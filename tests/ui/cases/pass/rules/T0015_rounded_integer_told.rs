//! An integer that may be rounded is only noted.

use telemetry_core::telemetry_event;

/// The index was built.
#[telemetry_event(feature = "index", action = "built", owner = "search-team", purpose = "reliability")]
struct Built {
    /// How many lines it has.
    line_count: u64,
}

fn main() {}
