//! A constant can be anything.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = <u8>::MAX as isize,
}

fn main() {}
