//! An enum without the derive has no codes.

use telemetry_core::telemetry_event;

enum Engine {
    #[allow(dead_code)]
    Indexed = 1,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engine answered.
    engine: Engine,
}

fn main() {}
