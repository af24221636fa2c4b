//! A path of the program's own is a path.

use std::path::Path;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: &'static Path,
}

fn main() {}
