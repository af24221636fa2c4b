//! A counter that others change is no value.

use std::sync::atomic::AtomicU64;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: AtomicU64,
}

fn main() {}
