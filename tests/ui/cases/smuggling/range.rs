//! Two numbers are not one.

use std::ops::Range;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Range<u32>,
}

fn main() {}
