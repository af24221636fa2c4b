//! Bytes are no name.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = b"fast")]
struct Fast;

fn main() {}
