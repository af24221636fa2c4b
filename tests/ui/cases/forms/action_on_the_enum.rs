//! In an enum each variant has its action.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[allow(dead_code)]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown")]
    Shown,
}

fn main() {}
