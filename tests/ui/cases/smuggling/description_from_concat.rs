//! A description is not put together.

use telemetry_core::telemetry_event;

#[doc = concat!("A search", " was made.")]
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
