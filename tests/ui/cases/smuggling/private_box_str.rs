//! What stays is a `String`.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(private)]
    value: Box<str>,
}

fn main() {}
