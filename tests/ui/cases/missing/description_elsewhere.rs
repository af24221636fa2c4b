//! A description in another file is not seen by the reviewer of this one.

use telemetry_core::telemetry_event;

#[doc = include_str!("description_elsewhere.rs")]
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
