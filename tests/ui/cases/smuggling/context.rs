//! What stands around an event is not in it.

use telemetry_core::Context;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Context,
}

fn main() {}
