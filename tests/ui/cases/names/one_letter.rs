//! A name has at least two characters.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "s", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
