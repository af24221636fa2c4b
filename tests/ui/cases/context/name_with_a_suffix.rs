//! A literal has no suffix.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast"zz)]
struct Fast;

fn main() {}
