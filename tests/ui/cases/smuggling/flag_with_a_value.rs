//! A flag is on or off.

use telemetry_core::{Context, context::FeatureFlag};

#[derive(FeatureFlag)]
#[telemetry(name = "fast")]
struct Fast;

fn main() {
    Context::builder().flag::<Fast>("ada");
}
