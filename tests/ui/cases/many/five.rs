//! Five mistakes, five errors, each where it was made.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "Search", action = "made", owner = "search-team", purpose = "curiosity")]
struct Made {
    /// How many results.
    resultCount: u32,
    hits: u64,
    /// What was typed.
    query: String,
}

fn main() {}
