//! A currency is in capitals.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The price.
    #[telemetry(unit = "eur")]
    price: f64,
}

fn main() {}
