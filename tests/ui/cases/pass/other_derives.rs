//! Other derives go above or below.

use telemetry_core::telemetry_event;

/// A search was made.
#[derive(Debug, Clone)]
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[derive(PartialEq, Default)]
struct Made {
    /// How many results.
    count: u32,
}

fn main() {
    assert_eq!(Made::default(), Made { count: 0 }.clone());
}
