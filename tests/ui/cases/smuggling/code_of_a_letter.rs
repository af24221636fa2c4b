//! A letter is no code.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = b'a' as isize,
}

fn main() {}
