//! An action is said in words, a number does not choose it.

use telemetry_core::telemetry_event;

/// Search.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// A search was made.
    Made = 1,
}

fn main() {}
