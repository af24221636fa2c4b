//! Codes have 31 bits.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
#[repr(u64)]
enum Engine {
    /// Trigram index.
    Indexed = 2147483648,
}

fn main() {}
