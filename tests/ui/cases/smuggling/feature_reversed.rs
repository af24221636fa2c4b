//! A reference to a text is not the text.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = &"search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
