//! A text leaves only after a review, and nobody held one.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The language filter.
    #[telemetry(audited)]
    language: String,
}

fn main() {}
