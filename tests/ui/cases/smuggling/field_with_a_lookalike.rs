//! A letter of another script is not an ASCII letter.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    соunt: u32,
}

fn main() {}
