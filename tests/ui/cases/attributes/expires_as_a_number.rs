//! A date is written in quotes.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", expires = 2027-06-30)]
struct Made;

fn main() {}
