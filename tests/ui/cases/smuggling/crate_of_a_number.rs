//! A number is no crate.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(crate = 1, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made;

fn main() {}
