//! Nor on a struct.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[telemetry(__attached)]
struct Made;

fn main() {}
