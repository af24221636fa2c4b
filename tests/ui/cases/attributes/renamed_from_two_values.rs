//! A former name is one text.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", renamed_from = ["search.shown", "search.seen"])]
struct Made;

fn main() {}
