//! Billing names two things and no more.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", billing(product = "search", category = "queries", amount = "5"))]
struct Made;

fn main() {}
