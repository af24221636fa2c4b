//! The calendar has no such day.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", expires = "2027-02-29")]
struct Made;

fn main() {}
