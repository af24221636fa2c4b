//! No more events can be recorded than happen.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = 10)]
struct Made;

fn main() {}
