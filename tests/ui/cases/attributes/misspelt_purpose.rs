//! A near miss is named.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "Reliabilty")]
struct Made;

fn main() {}
