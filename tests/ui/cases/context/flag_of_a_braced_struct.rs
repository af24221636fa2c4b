//! A flag has no fields.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast")]
struct Fast {
    text: String,
}

fn main() {}
