//! Unused or not, a parameter is refused.

use std::marker::PhantomData;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<T>
where
    T: Send,
{
    /// How many.
    count: u32,
    /// Nothing.
    marker: PhantomData<T>,
}

fn main() {}
