//! A text that is not put together yet is text.

use std::fmt::Arguments;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Arguments<'static>,
}

fn main() {}
