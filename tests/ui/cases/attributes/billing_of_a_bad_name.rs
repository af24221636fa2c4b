//! A product is a name.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", billing(product = "Code Search", category = "queries"))]
struct Made;

fn main() {}
