//! What is not there yet is no value.

use std::task::Poll;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Poll<u32>,
}

fn main() {}
