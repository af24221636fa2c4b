//! Memory that may hold anything is no number.

use std::mem::MaybeUninit;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: MaybeUninit<u64>,
}

fn main() {}
