//! Each variant says what happened, with a name that outlives refactorings.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
#[allow(dead_code)]
enum Search {
    /// The results were shown.
    ResultsShown,
}

fn main() {}
