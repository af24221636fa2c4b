//! A struct is not a number.

use telemetry_core::MetadataValue;

/// Which engine answered.
#[derive(MetadataValue)]
struct Engine(#[allow(dead_code)] String);

fn main() {}
