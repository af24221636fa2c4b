//! One waiver of a rule is enough.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The number of a test customer.
    #[telemetry(allow(T0009, reason = "the customers of a test, which are numbered"))]
    #[telemetry(allow(T0009, reason = "really"))]
    customer_id: u32,
}

fn main() {}
