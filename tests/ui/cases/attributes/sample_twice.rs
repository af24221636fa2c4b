//! There is one rate.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = 0.1, sample = 0.2)]
struct Made;

fn main() {}
