//! One bit cannot be made coarser.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Whether all results were shown.
    #[telemetry(round = 10)]
    complete: bool,
}

fn main() {}
