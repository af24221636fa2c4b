//! A key in the case of a client is read as well.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    #[telemetry(key = "latencyMs", unit = "s")]
    latency: u32,
}

fn main() {}
