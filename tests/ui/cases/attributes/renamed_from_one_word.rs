//! A former name is a feature and an action.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", renamed_from = "made")]
struct Made;

fn main() {}
