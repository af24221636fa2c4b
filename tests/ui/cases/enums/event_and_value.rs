//! A feature with its actions is no value.

use telemetry_core::{MetadataValue, telemetry_event};

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
#[derive(MetadataValue)]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown")]
    Shown = 1,
}

fn main() {
    let _ = Search::Shown;
}
