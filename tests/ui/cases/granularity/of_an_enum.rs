//! A code is no amount.

use telemetry_core::{MetadataValue, telemetry_event};

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engine answered.
    #[telemetry(round = 10)]
    engine: Engine,
}

fn main() {}
