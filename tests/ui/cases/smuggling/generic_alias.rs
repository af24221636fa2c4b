//! What an alias is given, it is.

use telemetry_core::telemetry_event;

type Same<T> = T;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Same<String>,
}

fn main() {}
