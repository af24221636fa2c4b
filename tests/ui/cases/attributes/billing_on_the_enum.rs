//! Not every action of a feature is charged for.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
#[telemetry(billing(product = "search", category = "queries"))]
enum Search {
    /// A search was made.
    #[telemetry(action = "made")]
    Made,
}

fn main() {}
