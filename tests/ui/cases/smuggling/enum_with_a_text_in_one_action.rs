//! One wrong action of many is found.

use telemetry_core::telemetry_event;

/// Search.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// A search was made.
    #[telemetry(action = "made")]
    Made,
    /// A search failed.
    #[telemetry(action = "failed")]
    Failed {
        /// Why.
        cause: Box<str>,
    },
}

fn main() {}
