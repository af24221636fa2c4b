//! One mistake on the enum is one error, however many actions there are.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", purpose = "reliability")]
#[allow(dead_code)]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown")]
    Shown,
    /// The search failed.
    #[telemetry(action = "failed")]
    Failed,
}

fn main() {}
