//! A number may be a person.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Who asked.
    customer_id: u32,
}

fn main() {}
