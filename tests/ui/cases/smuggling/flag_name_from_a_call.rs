//! The name of a flag is a constant.

use telemetry_core::context::FeatureFlag;

fn name() -> &'static str {
    "fast"
}

struct Fast;

impl FeatureFlag for Fast {
    const NAME: &'static str = name();
}

fn main() {}
