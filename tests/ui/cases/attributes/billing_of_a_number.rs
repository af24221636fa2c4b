//! A category is a name.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", billing(product = "search", category = 5))]
struct Made;

fn main() {}
