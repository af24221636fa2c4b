//! There are two words for stability.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", stability = "beta")]
struct Made;

fn main() {}
