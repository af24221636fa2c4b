//! A name has no digits.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made2", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
