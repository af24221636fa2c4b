//! Each number would be another event.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<const N: usize> {
    /// How many.
    count: u32,
}

fn main() {}
