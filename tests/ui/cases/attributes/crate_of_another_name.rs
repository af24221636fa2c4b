//! A path that leads nowhere is the compiler's to explain.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(crate = telemetry, feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
