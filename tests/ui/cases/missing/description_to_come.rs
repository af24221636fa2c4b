//! A note to write the description is no description.

use telemetry_core::telemetry_event;

/// TODO
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
