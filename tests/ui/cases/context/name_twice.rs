//! A flag has one name.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast", name = "slow")]
struct Fast;

fn main() {}
