//! A double has no place for 128 bits.

use std::num::NonZero;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    result_count: NonZero<u128>,
}

fn main() {}
