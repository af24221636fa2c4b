//! A macro gives no path.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(crate = concat!("telemetry", "_core"), feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made;

fn main() {}
