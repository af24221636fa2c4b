//! A code is written down, not looked up.

use telemetry_core::MetadataValue;

const FIRST: isize = 1;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    /// Trigram index.
    Indexed = FIRST,
}

fn main() {}
