//! A number without unit under a key that needs one, whatever its type is called.

use telemetry_core::telemetry_event;

type Millis = u32;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    latency: Millis,
}

fn main() {}
