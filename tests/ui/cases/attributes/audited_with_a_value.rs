//! Whether a text leaves is decided by a review alone.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The language filter.
    #[telemetry(audited = true)]
    language: String,
}

fn main() {}
