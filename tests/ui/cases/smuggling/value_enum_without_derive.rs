//! An enum with codes is no value until it says so.

use telemetry_core::telemetry_event;

#[allow(dead_code)]
#[repr(u8)]
enum Engine {
    Indexed = 1,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engine.
    engine: Engine,
}

fn main() {}
