//! A pointer that is never null is a pointer.

use std::ptr::NonNull;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: NonNull<u8>,
}

fn main() {}
