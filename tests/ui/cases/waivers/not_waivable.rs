//! Most rules cannot be switched off.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    #[telemetry(allow(T0007, reason = "everybody knows the unit"))]
    latency: u32,
}

fn main() {}
