//! A text that is known when the program is built is text all the same.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    engine: &'static str,
}

fn main() {}
