//! A feature is not put together.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = format!("search{}", 1), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
