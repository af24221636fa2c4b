//! A waiver waives something.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The number of a test customer.
    #[telemetry(allow)]
    customer_id: u32,
}

fn main() {}
