//! An enum without variants has no values.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Engine {

}

fn main() {}
