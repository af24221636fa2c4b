//! What a type is called does not matter.

use telemetry_core::telemetry_event;

type Flag = bool;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Whether all results were shown.
    #[telemetry(max = 1)]
    complete: Flag,
}

fn main() {}
