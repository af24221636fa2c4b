//! Text of the operating system is text.

use std::ffi::OsString;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: OsString,
}

fn main() {}
