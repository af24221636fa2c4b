//! Text with a zero at its end is text.

use std::ffi::CString;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: CString,
}

fn main() {}
