//! What cannot be seen is not in a key.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = "count\u{200b}")]
    count: u32,
}

fn main() {}
