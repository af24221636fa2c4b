//! The list of units is closed.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How far.
    #[telemetry(unit = "furlongs")]
    distance: u32,
}

fn main() {}
