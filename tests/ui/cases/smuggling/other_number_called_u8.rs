//! A wider number that calls itself `u8` is not one.

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types)]
type u8 = u64;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: u8,
}

fn main() {}
