//! Metadata is numeric.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was asked.
    query: String,
}

fn main() {}
