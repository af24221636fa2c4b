//! The name of a flag is a literal, not what a function gives.

use telemetry_core::context::FeatureFlag;

fn name() -> &'static str {
    "fast"
}

#[derive(FeatureFlag)]
#[telemetry(name = name())]
struct Fast;

fn main() {
    name();
}
