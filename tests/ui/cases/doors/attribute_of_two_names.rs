//! Another name for the attribute is no second attribute.

use telemetry_core::telemetry_event as declared;

/// A search was made.
#[declared(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[declared(feature = "search", action = "found", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
