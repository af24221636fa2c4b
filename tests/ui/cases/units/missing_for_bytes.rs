//! What the last word measures has a unit.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    #[telemetry(key = "indexBytes")]
    index_bytes: u64,
}

fn main() {}
