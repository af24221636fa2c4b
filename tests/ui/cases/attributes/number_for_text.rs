//! An owner is a name.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = 7, purpose = "reliability")]
struct Made;

fn main() {}
