//! Only currencies that are in use.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The price.
    #[telemetry(unit = "DEM")]
    price: f64,
}

fn main() {}
