//! A key needs its value.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature, action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
