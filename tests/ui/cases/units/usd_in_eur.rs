//! A currency is not another.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The price.
    #[telemetry(unit = "EUR")]
    cost_usd: f64,
}

fn main() {}
