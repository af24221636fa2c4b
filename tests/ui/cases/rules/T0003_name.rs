//! A feature begins with a lowercase letter.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "Search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
