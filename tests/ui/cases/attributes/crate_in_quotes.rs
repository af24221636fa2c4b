//! `crate` is a path, not text.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(crate = "telemetry_core", feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
