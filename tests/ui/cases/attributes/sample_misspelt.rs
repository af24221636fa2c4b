//! A near miss of the rate's key is named.

use telemetry_core::telemetry_event;

/// Searching.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// A search was made.
    #[telemetry(action = "made", sampel = 0.1)]
    Made,
}

fn main() {}
