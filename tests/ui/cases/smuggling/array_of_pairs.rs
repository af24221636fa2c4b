//! Pairs with keys that are known are a map all the same.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: [(&'static str, f64); 2],
}

fn main() {}
