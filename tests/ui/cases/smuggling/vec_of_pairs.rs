//! A list of pairs is a map, and its keys are made at run time.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Vec<(String, f64)>,
}

fn main() {}
