//! The list of purposes is closed.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "marketing")]
struct Made;

fn main() {}
