//! Which type a number picks is what the compiler resolves.

use telemetry_core::telemetry_event;

struct Pick<const N: usize>;

trait Picked {
    type Type;
}

impl Picked for Pick<0> {
    type Type = u32;
}

impl Picked for Pick<1> {
    type Type = String;
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: <Pick<1> as Picked>::Type,
}

fn main() {}
