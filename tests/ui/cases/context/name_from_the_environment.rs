//! The machine that builds names no flag.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = env!("HOME"))]
struct Fast;

fn main() {}
