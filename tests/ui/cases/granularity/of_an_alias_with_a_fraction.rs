//! An integer is never a half, whatever it is called.

use telemetry_core::telemetry_event;

type Level = u8;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The level.
    #[telemetry(round = 0.5)]
    level: Level,
}

fn main() {}
