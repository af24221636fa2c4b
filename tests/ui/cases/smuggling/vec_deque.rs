//! A queue of numbers spells a text.

use std::collections::VecDeque;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: VecDeque<u8>,
}

fn main() {}
