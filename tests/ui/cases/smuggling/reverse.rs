//! A number that is only sorted otherwise is wrapped.

use std::cmp::Reverse;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Reverse<u64>,
}

fn main() {}
