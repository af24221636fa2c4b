//! The derive below the attribute is there already.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[derive(telemetry_core::__private::Event)]
struct Made {
    /// How many results.
    count: u32,
}

fn main() {}
