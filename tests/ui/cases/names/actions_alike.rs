//! Two actions of one feature that a person would read as the same.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
#[allow(dead_code)]
enum Search {
    /// The results were shown.
    #[telemetry(action = "resultsShown")]
    Shown,
    /// The results were shown again.
    #[telemetry(action = "results-shown")]
    ShownAgain,
}

fn main() {}
