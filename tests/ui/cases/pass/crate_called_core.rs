//! Modules that are called like the standard library are not in the way.

use telemetry_core::telemetry_event;

mod core {}
mod std {}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: Option<u32>,
}

fn main() {}
