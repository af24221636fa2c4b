//! A condition that always holds is resolved first.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[cfg_attr(all(), telemetry(key = concat!("a", "b")))]
    count: u32,
}

fn main() {}
