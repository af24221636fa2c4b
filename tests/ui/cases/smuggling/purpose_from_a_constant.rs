//! A purpose is read where it stands.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = PURPOSE)]
struct Made;

fn main() {}
