//! An expiry has a date.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", expires)]
struct Made;

fn main() {}
