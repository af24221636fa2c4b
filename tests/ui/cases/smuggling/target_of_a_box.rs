//! What stands behind a box is what it holds.

use std::ops::Deref;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Option<<Box<String> as Deref>::Target>,
}

fn main() {}
