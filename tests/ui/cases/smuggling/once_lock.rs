//! What is set later is no value.

use std::sync::OnceLock;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: OnceLock<u32>,
}

fn main() {}
