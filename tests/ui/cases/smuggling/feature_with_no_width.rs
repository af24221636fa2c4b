//! What cannot be seen is not in a name.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search\u{200b}", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
