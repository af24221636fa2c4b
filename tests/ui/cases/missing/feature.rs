//! Without a feature nobody knows where the event belongs.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
