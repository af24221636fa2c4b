//! The identity of a type is a number that means nothing to others.

use std::any::TypeId;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: TypeId,
}

fn main() {}
