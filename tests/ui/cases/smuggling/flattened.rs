//! Fields of another type would be keys that nobody reads here.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(flatten)]
    count: u32,
}

fn main() {}
