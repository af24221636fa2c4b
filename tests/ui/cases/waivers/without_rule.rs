//! A waiver says which rule.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The number of a test customer.
    #[telemetry(allow(reason = "the number of a test customer"))]
    customer_id: u32,
}

fn main() {}
