//! An unknown key lists the known ones.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", color = "red")]
struct Made;

fn main() {}
