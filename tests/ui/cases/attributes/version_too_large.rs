//! A version has 31 bits.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", version = 2147483648, owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
