//! An enum of the standard library has no declared codes.

use std::io;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: io::ErrorKind,
}

fn main() {}
