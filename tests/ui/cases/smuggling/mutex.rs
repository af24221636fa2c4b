//! A lock is no value.

use std::sync::Mutex;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Mutex<f64>,
}

fn main() {}
