//! An event is a type, not an implementation.

use telemetry_core::telemetry_event;

struct Made;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
impl Made {}

fn main() {}
