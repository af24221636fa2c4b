//! Two fields cannot share a key.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: u32,
    /// How many repositories.
    #[telemetry(key = "count")]
    repositories: u32,
}

fn main() {}
