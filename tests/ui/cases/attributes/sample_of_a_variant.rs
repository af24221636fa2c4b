//! The rates of a feature and of its events are checked alike.

use telemetry_core::telemetry_event;

/// Searching.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability", sample = 0.5)]
enum Search {
    /// A search was made.
    #[telemetry(action = "made", sample = 1.5)]
    Made,
}

fn main() {}
