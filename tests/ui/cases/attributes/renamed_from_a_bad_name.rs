//! A former name had the form of names.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", renamed_from = "search.Made")]
struct Made;

fn main() {}
