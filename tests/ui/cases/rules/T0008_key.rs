//! A key is not one of the envelope.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// When it was.
    timestamp: u32,
}

fn main() {}
