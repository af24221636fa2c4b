//! A field without a description cannot be reviewed.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    count: u32,
}

fn main() {}
