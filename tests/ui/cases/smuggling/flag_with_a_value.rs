//! A flag is on or off.

use telemetry_core::{Context, context::FeatureFlag};

struct Fast;

impl FeatureFlag for Fast {
    const NAME: &'static str = "fast";
}

fn main() {
    Context::builder().flag::<Fast>("ada");
}
