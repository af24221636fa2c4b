//! A place in the source names a file.

use std::panic::Location;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: &'static Location<'static>,
}

fn main() {}
