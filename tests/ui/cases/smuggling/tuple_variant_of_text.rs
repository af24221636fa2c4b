//! An action has named fields.

use telemetry_core::telemetry_event;

/// Search.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// A search was made.
    #[telemetry(action = "made")]
    Made(String),
}

fn main() {}
