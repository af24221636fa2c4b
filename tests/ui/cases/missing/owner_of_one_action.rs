//! Where actions have their own owners, each needs one.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", purpose = "reliability")]
#[allow(dead_code)]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown", owner = "search-team")]
    Shown,
    /// The search failed.
    #[telemetry(action = "failed")]
    Failed,
}

fn main() {}
