//! A letter of another script is not an ASCII letter.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "sеarch", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
