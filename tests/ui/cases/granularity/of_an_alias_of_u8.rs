//! The numbers have to suit the type behind the alias.

use telemetry_core::telemetry_event;

type Level = u8;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The level.
    #[telemetry(max = 1000)]
    level: Level,
}

fn main() {}
