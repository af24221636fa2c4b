//! The attribute works by its full path.

/// A search was made.
#[telemetry_core::telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Which engine answered.
    engine: Engine,
}

/// Which engine answered.
#[derive(telemetry_core::MetadataValue)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
}

fn main() {}
