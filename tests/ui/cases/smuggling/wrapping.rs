//! A wrapper of the standard library is a wrapper.

use std::num::Wrapping;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Wrapping<u32>,
}

fn main() {}
