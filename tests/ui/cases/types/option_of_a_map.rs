//! A map brings its own keys, if there is one.

use std::collections::HashMap;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results of each kind.
    counts: Option<HashMap<String, u32>>,
}

fn main() {}
