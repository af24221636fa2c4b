//! A variant with a text is not its code.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[repr(u8)]
enum Engine {
    /// The index.
    Indexed { query: String } = 1,
}

fn main() {}
