//! A letter is no code, as a number neither.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// The index.
    Indexed = 'a' as isize,
}

fn main() {}
