//! A name is written as text.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = stringify!(search), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
