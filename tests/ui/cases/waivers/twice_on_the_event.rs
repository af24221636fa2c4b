//! One waiver of a rule is enough.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[telemetry(allow(T0009, reason = "customers of a test"))]
#[telemetry(allow(T0009, reason = "really"))]
struct Made {
    /// The number of a test customer.
    customer_id: u32,
}

fn main() {}
