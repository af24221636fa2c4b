//! A share is no size.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The part that was cached.
    #[telemetry(unit = "B")]
    cache_share: f64,
}

fn main() {}
