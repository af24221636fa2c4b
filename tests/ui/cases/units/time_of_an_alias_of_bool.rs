//! A bit has no unit, whatever it is called.

use telemetry_core::telemetry_event;

type Flag = bool;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Whether all results were shown.
    #[telemetry(unit = "ms")]
    complete: Flag,
}

fn main() {}
