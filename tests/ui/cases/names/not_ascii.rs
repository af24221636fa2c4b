//! A name is ASCII, the one thing that all tools agree on.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "größe", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
