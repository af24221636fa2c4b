//! A word for a unit is not its symbol.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    #[telemetry(unit = "milliseconds")]
    latency: u32,
}

fn main() {}
