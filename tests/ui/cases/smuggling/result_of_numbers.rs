//! Which of two numbers it is, nobody could tell.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Result<u32, u32>,
}

fn main() {}
