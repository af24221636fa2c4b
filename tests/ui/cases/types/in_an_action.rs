//! The fields of an action are checked like those of a struct.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
#[allow(dead_code)]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown")]
    Shown {
        /// How many.
        count: u32,
        /// What was typed.
        query: Option<String>,
    },
}

fn main() {}
