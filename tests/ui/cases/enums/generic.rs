//! A value enum is fixed when it is written.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine<const N: usize> {
    /// Trigram index.
    Indexed = 1,
}

fn main() {}
