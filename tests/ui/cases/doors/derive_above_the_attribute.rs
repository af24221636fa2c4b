//! The hidden derive above the attribute declares nothing more.

use telemetry_core::telemetry_event;

/// A search was made.
#[derive(telemetry_core::__private::Event)]
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
