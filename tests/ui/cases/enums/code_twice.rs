//! A code has one meaning.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
    /// Scan of the working tree.
    Unindexed = 1,
}

fn main() {}
