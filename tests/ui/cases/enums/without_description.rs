//! A code without a description cannot be reviewed.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {
    Indexed = 1,
}

fn main() {}
