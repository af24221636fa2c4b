//! A type that calls itself `Duration` is not one.

use telemetry_core::telemetry_event;

struct Duration(#[allow(dead_code)] String);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(unit = "ms")]
    value: Duration,
}

fn main() {}
