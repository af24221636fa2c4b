//! A number without unit under a key that needs one, if there is one.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    latency: Option<u32>,
}

fn main() {}
