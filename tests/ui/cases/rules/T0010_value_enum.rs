//! A code would change with the order of the variants.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// Trigram index.
    Indexed,
}

fn main() {}
