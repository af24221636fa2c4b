//! Time is not money.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How long it took.
    #[telemetry(unit = "EUR")]
    waiting_time: u32,
}

fn main() {}
