//! A struct inside an event would be keys that nobody reads here.

use telemetry_core::telemetry_event;

struct Place {
    #[allow(dead_code)]
    latitude: f64,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Where.
    place: Place,
}

fn main() {}
