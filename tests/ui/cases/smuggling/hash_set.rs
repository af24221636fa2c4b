//! A set of texts is text.

use std::collections::HashSet;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: HashSet<String>,
}

fn main() {}
