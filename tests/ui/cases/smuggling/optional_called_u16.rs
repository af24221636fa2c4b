//! An optional number that calls itself `u16` is not one.

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types)]
type u16 = Option<core::primitive::u16>;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: u16,
}

fn main() {}
