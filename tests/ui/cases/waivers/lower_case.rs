//! A rule is called by its id as it is written.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(allow(t0009, reason = "the number of a test customer"))]
    customer_id: u32,
}

fn main() {}
