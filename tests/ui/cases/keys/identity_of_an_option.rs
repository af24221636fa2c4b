//! A number that may be absent is one.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    customer_id: Option<u64>,
}

fn main() {}
