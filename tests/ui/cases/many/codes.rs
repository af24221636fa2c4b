//! The mistakes of a value enum are reported together too.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
#[repr(i64)]
enum Engine {
    /// Trigram index.
    Indexed,
    Unindexed = 2,
    /// Neither.
    None = -1,
    /// Another.
    Other(u32) = 4,
    /// TODO
    Last = 5,
}

fn main() {}
