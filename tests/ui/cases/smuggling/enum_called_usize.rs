//! An enum that calls itself `usize` is not one.

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types, dead_code)]
enum usize {
    Text(String),
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: usize,
}

fn main() {}
