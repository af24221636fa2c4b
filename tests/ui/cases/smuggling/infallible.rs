//! A value that cannot be is not recorded.

use std::convert::Infallible;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Infallible,
}

fn main() {}
