//! A macro can give anything.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = line!() as isize,
}

fn main() {}
