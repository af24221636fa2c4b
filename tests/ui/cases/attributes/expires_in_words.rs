//! A date is a day.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", expires = "next summer")]
struct Made;

fn main() {}
