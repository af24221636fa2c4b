//! No share is infinite.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = 1e999)]
struct Made;

fn main() {}
