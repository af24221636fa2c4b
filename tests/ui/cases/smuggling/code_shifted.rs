//! A shift is no literal.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = 1 << 4,
}

fn main() {}
