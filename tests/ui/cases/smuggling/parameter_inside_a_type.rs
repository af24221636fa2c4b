//! A parameter deep in a type is a parameter.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<T> {
    /// The value.
    value: Option<<Vec<T> as IntoIterator>::Item>,
}

fn main() {}
