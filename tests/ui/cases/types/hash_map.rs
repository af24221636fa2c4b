//! A map would make keys that nobody declared.

use std::collections::HashMap;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    counts: HashMap<String, u32>,
}

fn main() {}
