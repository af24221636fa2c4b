//! Two actions have two names.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// The results were shown.
    #[telemetry(action = "resultsShown")]
    Shown,
    /// The results were hidden.
    #[telemetry(action = "resultsHidden")]
    Hidden,
}

fn main() {}
