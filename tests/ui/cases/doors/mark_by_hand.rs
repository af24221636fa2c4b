//! The mark below the author's attributes is not the author's to write: what
//! stands below it describes nothing.

use telemetry_core::telemetry_event;

/// Search in code.
#[telemetry_event(feature = "search", owner = "search-team", purpose = "reliability")]
enum Search {
    /// The results were shown.
    #[telemetry(action = "shown")]
    #[telemetry(__attached)]
    Shown,
}

fn main() {
    let _ = Search::Shown;
}
