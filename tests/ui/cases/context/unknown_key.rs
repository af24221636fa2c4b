//! A flag has nothing but its name.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = "fast", owner = "search-team")]
struct Fast;

fn main() {}
