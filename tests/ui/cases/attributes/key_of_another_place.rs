//! A key in the wrong place is told where it belongs.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", unit = "ms")]
struct Made;

fn main() {}
