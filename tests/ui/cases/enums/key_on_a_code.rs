//! The codes of an enum take no keys.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    #[telemetry(key = "indexed")]
    Indexed = 1,
}

fn main() {}
