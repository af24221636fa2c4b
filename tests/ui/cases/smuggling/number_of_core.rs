//! What a number becomes is not for declarations.

use telemetry_core::value::Number;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Number,
}

fn main() {}
