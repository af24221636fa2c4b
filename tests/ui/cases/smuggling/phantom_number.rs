//! A number that is only a type is no number.

use std::marker::PhantomData;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: PhantomData<u32>,
}

fn main() {}
