//! Text that may be absent is text when it is there.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    query: Option<String>,
}

fn main() {}
