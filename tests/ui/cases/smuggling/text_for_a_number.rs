//! A number is not given as text.

use telemetry_core::{telemetry_event, testing::Capture};

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: u32,
}

fn main() {
    Capture::new().recorder().record(Made { count: "many" });
}
