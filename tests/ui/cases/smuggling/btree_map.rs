//! A sorted map has keys that are made at run time.

use std::collections::BTreeMap;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: BTreeMap<&'static str, f64>,
}

fn main() {}
