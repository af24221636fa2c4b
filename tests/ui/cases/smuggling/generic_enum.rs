//! What an enum is for is not chosen by a caller.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine<const N: usize> {
    /// The index.
    Indexed = 1,
}

fn main() {}
