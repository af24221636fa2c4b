//! A constant can be anything, on a variant too.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// A search was made.
    #[telemetry(action = Self::ACTION)]
    Made,
}

fn main() {}
