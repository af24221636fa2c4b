//! A name with a letter of another script is another type.

#![allow(mixed_script_confusables)]

use telemetry_core::telemetry_event;

#[allow(non_camel_case_types)]
struct bооl(#[allow(dead_code)] String);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: bооl,
}

fn main() {}
