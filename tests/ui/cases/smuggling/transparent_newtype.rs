//! The layout of a number does not make a number.

use telemetry_core::telemetry_event;

#[repr(transparent)]
struct Count(#[allow(dead_code)] u64);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Count,
}

fn main() {}
