//! Codes have no keys, so there is nothing to waive.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[telemetry(allow(T0009, reason = "it is a closed list"))]
enum Engine {
    /// Trigram index.
    Indexed = 1,
}

fn main() {}
