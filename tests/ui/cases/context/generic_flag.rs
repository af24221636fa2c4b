//! A type with parameters would be many flags.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast")]
struct Fast<const N: usize>;

fn main() {}
