//! A text is refused for being a text.

use telemetry_core::telemetry_event;

type Query = String;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was asked.
    #[telemetry(round = 10)]
    query: Query,
}

fn main() {}
