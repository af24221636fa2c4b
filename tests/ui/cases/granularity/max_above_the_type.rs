//! A `u8` is never 1000.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The level.
    #[telemetry(max = 1000)]
    level: u8,
}

fn main() {}
