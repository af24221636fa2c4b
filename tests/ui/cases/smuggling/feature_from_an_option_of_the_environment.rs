//! The environment of the build names no feature.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = option_env!("USER"), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
