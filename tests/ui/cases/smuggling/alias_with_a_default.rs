//! What an alias takes by default, it is.

use telemetry_core::telemetry_event;

type Same<T = String> = T;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Same,
}

fn main() {}
