//! A flag holds nothing.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast")]
struct Fast(String);

fn main() {}
