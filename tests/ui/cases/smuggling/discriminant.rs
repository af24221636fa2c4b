//! Which variant it is, without a declared code.

use std::mem::Discriminant;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Discriminant<Option<String>>,
}

fn main() {}
