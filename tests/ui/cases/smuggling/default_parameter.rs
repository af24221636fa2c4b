//! A parameter with a default is a parameter.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<T = u32> {
    /// The value.
    value: T,
}

fn main() {}
