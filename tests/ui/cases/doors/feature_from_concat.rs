//! A name that is put together is not found by those who look for it.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = concat!("se", "arch"), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
