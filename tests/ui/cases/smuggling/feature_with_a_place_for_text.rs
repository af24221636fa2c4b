//! A feature has no place for a value.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search.{user}", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
