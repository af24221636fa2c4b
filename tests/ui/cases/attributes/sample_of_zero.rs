//! An event that is never recorded is none.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = 0)]
struct Made;

fn main() {}
