//! A text that stays needs no review.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The language filter.
    #[telemetry(private)]
    language: String,
}

fn main() {}
