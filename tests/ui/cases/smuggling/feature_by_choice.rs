//! Which feature it is, is not decided.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = if cfg!(debug_assertions) { "search" } else { "find" }, action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
