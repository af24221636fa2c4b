//! A key is a name in every query language.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(key = "result-count")]
    count: u32,
}

fn main() {}
