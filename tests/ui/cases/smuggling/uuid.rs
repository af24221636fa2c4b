//! An id of 128 bits in a type of its own is still an id.

use telemetry_core::telemetry_event;

struct Uuid(#[allow(dead_code)] u128);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Uuid,
}

fn main() {}
