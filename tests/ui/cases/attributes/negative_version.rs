//! Versions count upward from 0.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", version = -1, owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
