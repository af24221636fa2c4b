//! All mistakes of a flag are told at once.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "a b", key = "x")]
struct Fast<const N: usize>(u8);

fn main() {}
