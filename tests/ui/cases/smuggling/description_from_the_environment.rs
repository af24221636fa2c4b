//! A description is read where it stands.

use telemetry_core::telemetry_event;

#[doc = env!("PATH")]
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
