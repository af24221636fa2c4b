//! The waiver of one action is not that of another.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// A search was made.
    #[telemetry(action = "made", allow(T0009, reason = "the customers of a test, which are numbered"))]
    Made {
        /// The number of a test customer.
        customer_id: u32,
    },
    /// A search failed.
    #[telemetry(action = "failed")]
    Failed {
        /// The number of a test customer.
        customer_id: u32,
    },
}

fn main() {}
