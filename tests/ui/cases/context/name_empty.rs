//! A name is not empty.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "")]
struct Fast;

fn main() {}
