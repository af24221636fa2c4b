//! A struct that calls itself `u32` is not one.

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types, dead_code)]
struct u32(String);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: u32,
}

fn main() {}
