//! An action without a description cannot be reviewed.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
#[allow(dead_code)]
enum Search {
    #[telemetry(action = "shown")]
    Shown,
}

fn main() {}
