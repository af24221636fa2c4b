//! A type is no crate.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(crate = <u32>, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made;

fn main() {}
