//! A key that stands in a file is not reviewed here.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = include_str!("key_from_a_file.rs"))]
    count: u32,
}

fn main() {}
