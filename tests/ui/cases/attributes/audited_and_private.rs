//! A text leaves, or it does not.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The language filter.
    #[telemetry(audited, private)]
    language: String,
}

fn main() {}
