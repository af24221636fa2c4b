//! The numbers have to suit the type within.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The level.
    #[telemetry(max = 1000)]
    level: Option<u8>,
}

fn main() {}
