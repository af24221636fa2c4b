//! A constant may come from anywhere.

use telemetry_core::telemetry_event;

const NAME: &str = "search";

/// A search was made.
#[telemetry_event(feature = NAME, action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
