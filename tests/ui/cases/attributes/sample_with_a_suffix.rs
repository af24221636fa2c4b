//! A rate has no type.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = 0.1f64)]
struct Made;

fn main() {}
