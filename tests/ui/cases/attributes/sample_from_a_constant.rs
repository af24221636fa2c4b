//! A reviewer has to see the rate in the declaration.

use telemetry_core::telemetry_event;

const RATE: f64 = 0.1;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = RATE)]
struct Made;

fn main() {}
