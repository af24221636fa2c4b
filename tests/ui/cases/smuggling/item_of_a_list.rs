//! What a list gives is what it holds.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: <Vec<String> as IntoIterator>::Item,
}

fn main() {}
