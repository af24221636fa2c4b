//! A name is written out.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name)]
struct Fast;

fn main() {}
