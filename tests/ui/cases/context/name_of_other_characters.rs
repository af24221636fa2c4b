//! An address is no name.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "ada@example.com")]
struct Fast;

fn main() {}
