//! An enum would be many flags.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast")]
enum Fast {
    On,
}

fn main() {}
