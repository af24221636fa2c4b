//! A facade that re-exports the core crate is found by its path.

mod facade {
    pub mod telemetry {
        pub use telemetry_core::*;
        pub use telemetry_core::__private;
    }
}
use facade::telemetry::{MetadataValue, telemetry_event};

/// A search was made.
#[telemetry_event(crate = facade::telemetry, feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engine answered.
    engine: Option<Engine>,
}

/// Which engine answered.
#[derive(MetadataValue)]
#[telemetry(crate = facade::telemetry)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
}

fn main() {}
