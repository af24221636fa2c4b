//! 0 means "not set" in protobuf.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    Indexed = 0,
}

fn main() {}
