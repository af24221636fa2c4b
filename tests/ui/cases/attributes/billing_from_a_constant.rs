//! A product is a literal.

use telemetry_core::telemetry_event;

#[allow(dead_code)]
const PRODUCT: &str = "search";

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", billing(product = PRODUCT, category = "queries"))]
struct Made;

fn main() {}
