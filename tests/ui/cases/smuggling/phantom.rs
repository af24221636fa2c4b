//! A type without a value has nothing to record.

use std::marker::PhantomData;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: PhantomData<String>,
}

fn main() {}
