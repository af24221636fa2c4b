//! The same for a feature with its actions.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event]
#[allow(dead_code)]
enum Search {
    /// The results were shown.
    Shown,
    /// The search failed.
    Failed,
}

fn main() {}
