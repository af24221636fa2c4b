//! A description that stands in a file is not read here.

use telemetry_core::telemetry_event;

#[doc = include_str!("description_from_a_file.rs")]
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
