//! An enum of the standard library has no declared codes.

use std::ops::ControlFlow;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: ControlFlow<u32>,
}

fn main() {}
