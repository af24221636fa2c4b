//! The environment of the build names no keys, if there is one.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = option_env!("USER"))]
    count: u32,
}

fn main() {}
