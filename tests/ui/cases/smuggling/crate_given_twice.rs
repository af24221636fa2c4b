//! The second path does not replace the first.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(crate = telemetry_core, feature = "search", action = "made", owner = "search-team", purpose = "support")]
#[telemetry(crate = std)]
struct Made;

fn main() {}
