//! A union is no flag.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast")]
union Fast {
    bits: u64,
}

fn main() {}
