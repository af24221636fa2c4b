//! A name is not put together.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = concat!("fast", "-index"))]
struct Fast;

fn main() {}
