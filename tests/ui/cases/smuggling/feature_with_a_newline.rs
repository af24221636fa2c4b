//! A name is one line.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = r"search
made", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
