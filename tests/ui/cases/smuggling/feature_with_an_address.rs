//! A feature is no address.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "ada@example.com", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
