//! The same the other way round.

use telemetry_core::{MetadataValue, telemetry_event};

/// Search in code.
#[derive(MetadataValue)]
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown")]
    Shown = 1,
}

fn main() {
    let _ = Search::Shown;
}
