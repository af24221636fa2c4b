//! A near miss is named.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(featrue = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
