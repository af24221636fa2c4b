//! Keys and values are not given as a list.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", metadata = [("k", 1.0)], owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
