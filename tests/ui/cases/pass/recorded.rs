//! Declared, recorded, read.

use telemetry_core::{telemetry_event, testing::Capture};

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: u32,
}

fn main() {
    let capture = Capture::new();
    capture.recorder().record(Made { count: 3 });
    assert_eq!(capture.of("search", "made")[0].number("count"), Some(3.0));
}
