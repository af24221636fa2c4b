//! What can be shown as text is text.

use std::fmt::Display;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Box<dyn Display>,
}

fn main() {}
