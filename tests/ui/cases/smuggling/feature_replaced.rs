//! A second attribute does not replace the first.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[telemetry(feature = "find")]
struct Made;

fn main() {}
