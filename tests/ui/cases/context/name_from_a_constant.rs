//! A name stands where it is given.

use telemetry_core::context::FeatureFlag;

const NAME: &str = "fast";

#[derive(FeatureFlag)]
#[telemetry(name = NAME)]
struct Fast;

fn main() {}
