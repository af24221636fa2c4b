//! A signed number of 128 bits is wide enough for a person's id.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: i128,
}

fn main() {}
