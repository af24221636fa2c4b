//! A function can give anything.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = feature(), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
