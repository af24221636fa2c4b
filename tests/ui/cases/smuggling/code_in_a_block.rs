//! A block can hold anything.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(unused_braces)]
enum Engine {
    /// The index.
    Indexed = { 1 },
}

fn main() {}
