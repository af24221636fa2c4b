//! A former name is another one.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", renamed_from = "search.made")]
struct Made;

fn main() {}
