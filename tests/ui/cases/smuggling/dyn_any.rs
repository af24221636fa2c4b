//! Anything at all is not a number.

use std::any::Any;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Box<dyn Any>,
}

fn main() {}
