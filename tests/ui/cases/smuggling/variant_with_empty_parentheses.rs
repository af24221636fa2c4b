//! A variant has its code and nothing else.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[repr(u8)]
enum Engine {
    /// The index.
    Indexed() = 1,
}

fn main() {}
