//! What a function gives, through a trait, is what it is.

use telemetry_core::telemetry_event;

trait Gives {
    type Output;
}

impl<T> Gives for fn() -> T {
    type Output = T;
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: <fn() -> String as Gives>::Output,
}

fn main() {}
