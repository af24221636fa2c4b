//! The derive makes a value of an enum.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
}

fn main() {}
