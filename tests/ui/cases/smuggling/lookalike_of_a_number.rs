//! A name with a digit of another script is another type.

#![allow(uncommon_codepoints)]

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types)]
type u３２ = String;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: u３２,
}

fn main() {}
