//! A version is a plain number.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", version = 1u8, owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
