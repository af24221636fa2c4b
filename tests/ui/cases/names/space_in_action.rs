//! A name has no spaces.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "was made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
