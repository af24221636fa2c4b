//! What a type is called does not matter.

use telemetry_core::{MetadataValue, telemetry_event};

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
}

type Choice = Option<Engine>;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engine answered.
    #[telemetry(buckets = [1, 2])]
    engine: Choice,
}

fn main() {}
