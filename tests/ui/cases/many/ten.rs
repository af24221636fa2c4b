//! Ten mistakes, ten errors, each where it was made.

use std::time::Duration;
use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "tbd", purpose = "curiosity", color = "red")]
enum Search {
    /// The results were shown.
    #[telemetry(action = "Shown", version = "1")]
    Shown {
        count: u32,
        /// Time until the first result.
        #[telemetry(unit = "parsec")]
        latency: Duration,
        /// What was typed.
        query: Label,
    },
    /// The search failed.
    Failed(u32),
}

type Label = String;

fn main() {}
