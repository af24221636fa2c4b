//! What the type is called does not matter.

use telemetry_core::telemetry_event;

type Number = u64;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    customer_id: Number,
}

fn main() {}
