//! Billing names two things.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", billing(product = "search"))]
struct Made;

fn main() {}
