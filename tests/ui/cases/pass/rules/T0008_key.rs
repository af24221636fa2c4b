//! A key of an event is its own.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How long after the start.
    #[telemetry(unit = "s")]
    start_delay: u32,
}

fn main() {}
