//! There is no door for more fields.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", extra = true, owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
