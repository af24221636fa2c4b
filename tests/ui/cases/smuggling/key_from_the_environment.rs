//! The environment of the build names no keys.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = env!("USER"))]
    count: u32,
}

fn main() {}
