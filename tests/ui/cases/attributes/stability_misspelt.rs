//! A near miss is told.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", stability = "experimntal")]
struct Made;

fn main() {}
