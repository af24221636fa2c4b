//! A wrapper of the standard library is a wrapper.

use std::num::Saturating;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Saturating<u32>,
}

fn main() {}
