//! An alias that calls itself `Option` is what it stands for.

use telemetry_core::telemetry_event;

#[allow(type_alias_bounds)]
type Option<T: Copy> = <T as Words>::Words;

trait Words {
    type Words;
}

impl Words for u32 {
    type Words = String;
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Option<u32>,
}

fn main() {}
