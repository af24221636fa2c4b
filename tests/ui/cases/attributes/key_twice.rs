//! A key is given once.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", action = "done", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
