//! Without a purpose nobody may collect.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team")]
struct Made;

fn main() {}
