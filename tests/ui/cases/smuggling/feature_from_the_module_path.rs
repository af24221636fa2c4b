//! Where the code stands is no feature.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = module_path!(), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
