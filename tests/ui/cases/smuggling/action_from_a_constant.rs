//! A constant can be anything.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = ACTION, owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
