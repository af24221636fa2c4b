//! Conversions into numbers are not asked for.

use telemetry_core::telemetry_event;

struct Meter(String);

impl From<Meter> for f64 {
    fn from(meter: Meter) -> f64 {
        meter.0.len() as f64
    }
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Meter,
}

fn main() {}
