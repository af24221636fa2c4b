//! A unit is a symbol.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How far.
    #[telemetry(unit = "")]
    distance: u32,
}

fn main() {}
