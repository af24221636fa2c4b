//! A date begins with the year.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", expires = "30.06.2027")]
struct Made;

fn main() {}
