//! A reference that calls itself `i64` is not one.

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types)]
type i64 = &'static core::primitive::i64;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: i64,
}

fn main() {}
