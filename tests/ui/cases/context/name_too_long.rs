//! A name has at most 64 characters.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
struct Fast;

fn main() {}
