//! A key in the case of a client is read as well.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    #[telemetry(key = "customerId")]
    customer: u64,
}

fn main() {}
