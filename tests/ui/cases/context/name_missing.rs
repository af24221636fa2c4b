//! A name is not taken from the type.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
struct Fast;

fn main() {}
