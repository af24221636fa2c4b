//! A value needs its key.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event("search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
