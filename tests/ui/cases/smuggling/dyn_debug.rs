//! A trait object hides what it holds.

use std::fmt::Debug;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: &'static dyn Debug,
}

fn main() {}
