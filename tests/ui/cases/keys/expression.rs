//! A key is known to those who read the declaration.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = concat!("result", "_count"))]
    count: u32,
}

fn main() {}
