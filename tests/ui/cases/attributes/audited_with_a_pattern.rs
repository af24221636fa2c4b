//! What a text may be is decided by a review alone.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The language filter.
    #[telemetry(audited(pattern = "[a-z]{2}"))]
    language: String,
}

fn main() {}
