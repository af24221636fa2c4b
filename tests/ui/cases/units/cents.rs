//! Money is in whole units of its currency.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The price.
    price_cents: u64,
}

fn main() {}
