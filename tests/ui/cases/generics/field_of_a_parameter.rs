//! The caller would choose what leaves.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<T> {
    /// The value.
    value: T,
}

fn main() {}
