//! The caller would choose it too.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<I: Iterator> {
    /// The value.
    value: I::Item,
}

fn main() {}
