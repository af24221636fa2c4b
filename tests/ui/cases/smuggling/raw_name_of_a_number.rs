//! A raw name is looked up like any other.

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types)]
type u32 = String;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: r#u32,
}

fn main() {}
