//! A borrowed C string is text.

use std::ffi::CStr;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: &'static CStr,
}

fn main() {}
