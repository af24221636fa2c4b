//! A step that the type cannot reach.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The level.
    #[telemetry(round = 1000)]
    level: u8,
}

fn main() {}
