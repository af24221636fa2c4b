//! An event without a description cannot be reviewed.

use telemetry_core::telemetry_event;

#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
