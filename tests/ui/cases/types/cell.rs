//! A value that can change while it is recorded is not a value.

use std::cell::Cell;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    count: Cell<u32>,
}

fn main() {}
