//! A hundredth of a unit is not the unit.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The price.
    #[telemetry(unit = "EUR")]
    price_cents: u64,
}

fn main() {}
