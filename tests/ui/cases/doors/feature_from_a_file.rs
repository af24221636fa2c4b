//! A name that stands in a file is not reviewed here.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = include_str!("feature_from_a_file.rs"), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
