//! Money is not time.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The price.
    #[telemetry(unit = "ms")]
    price: u32,
}

fn main() {}
