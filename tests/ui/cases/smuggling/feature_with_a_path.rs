//! A feature is no path.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "src/main.rs", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
