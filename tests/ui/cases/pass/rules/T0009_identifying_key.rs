//! A count of people is no person.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many asked.
    customer_count: u32,
}

fn main() {}
