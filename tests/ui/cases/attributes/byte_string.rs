//! A name is text.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = b"search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
