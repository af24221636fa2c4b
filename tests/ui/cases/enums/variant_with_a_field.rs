//! Only the code of a variant is exported.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
#[repr(u8)]
enum Engine {
    /// Trigram index.
    Indexed(String) = 1,
}

fn main() {}
