//! A foreign trait is not given to a foreign type.

use telemetry_core::MetadataValue;

impl MetadataValue for Vec<u8> {}

fn main() {}
