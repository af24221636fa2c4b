//! A list of codes spells a text.

use telemetry_core::{MetadataValue, telemetry_event};

/// Which engine.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = 1,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engines.
    engines: Vec<Engine>,
}

fn main() {}
