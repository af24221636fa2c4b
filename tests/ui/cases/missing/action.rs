//! Without an action nobody knows what happened.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
