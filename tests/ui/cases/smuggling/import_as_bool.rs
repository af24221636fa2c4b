//! A path that is imported under the name of a number is a path.

#[allow(non_camel_case_types)]
use std::path::PathBuf as bool;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: bool,
}

fn main() {}
