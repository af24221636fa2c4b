//! A path with type arguments is no crate.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(crate = stand_in::<String>, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made;

fn main() {}
