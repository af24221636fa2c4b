//! A text with a zero at its end is no feature.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = c"search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
