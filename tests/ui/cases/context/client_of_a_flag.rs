//! A flag is no client.

use telemetry_core::{Context, context::FeatureFlag};

#[derive(FeatureFlag)]
#[telemetry(name = "fast")]
struct Fast;

fn main() {
    Context::builder().client::<Fast>(None);
}
