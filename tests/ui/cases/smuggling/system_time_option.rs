//! A date that may be absent is a date.

use std::time::SystemTime;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(unit = "s")]
    value: Option<SystemTime>,
}

fn main() {}
