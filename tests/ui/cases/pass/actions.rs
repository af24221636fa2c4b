//! A feature with its actions; owner and purpose of their own.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "codeSearch.filters", owner = "search-team", purpose = "reliability")]
pub enum Search {
    /// The results were shown.
    #[telemetry(action = "resultsShown", version = 2)]
    Shown {
        /// How many.
        count: u32,
    },
    /// The search was given up.
    #[telemetry(action = "given-up", owner = "ux-team", purpose = "experiment", version = 2147483647)]
    GivenUp {},
    /// The search failed.
    #[telemetry(action = "failed")]
    Failed,
}

fn main() {}
