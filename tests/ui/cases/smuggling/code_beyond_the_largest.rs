//! A wide representation does not widen the codes.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[repr(u64)]
enum Engine {
    /// The index.
    Indexed = 0x8000_0000,
}

fn main() {}
