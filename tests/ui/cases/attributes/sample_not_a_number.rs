//! A rate that is no number is no literal either.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", sample = f64::NAN)]
struct Made;

fn main() {}
