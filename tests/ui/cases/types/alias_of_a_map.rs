//! A map is no number, whatever it is called.

use std::collections::HashMap;
use telemetry_core::telemetry_event;

type Counts = HashMap<String, u32>;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results of each kind.
    counts: Counts,
}

fn main() {}
