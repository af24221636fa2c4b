//! Two actions are not one event.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", action = "found", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
