//! Text that is imported under the name of a number is text.

#[allow(non_camel_case_types)]
use std::string::String as u64;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: u64,
}

fn main() {}
