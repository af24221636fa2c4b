//! A union is not a number.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
union Engine {
    code: u32,
    text: &'static str,
}

fn main() {}
