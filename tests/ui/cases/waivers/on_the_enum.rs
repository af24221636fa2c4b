//! A waiver for all actions of a feature would cover those that come later.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
#[telemetry(allow(T0009, reason = "the customers of a test"))]
enum Search {
    /// A search was made.
    #[telemetry(action = "made")]
    Made {
        /// How many results.
        result_count: u32,
    },
}

fn main() {}
