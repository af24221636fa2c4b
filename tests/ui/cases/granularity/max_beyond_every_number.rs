//! A maximum is a finite number.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How well it fits.
    #[telemetry(max = 1e999)]
    score: f64,
}

fn main() {}
