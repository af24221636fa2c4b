//! What may change after it was recorded is no value.

use std::cell::RefCell;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: RefCell<u32>,
}

fn main() {}
