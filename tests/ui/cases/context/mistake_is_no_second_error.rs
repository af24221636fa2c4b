//! Who uses a flag with a mistake has no error of their own.

use telemetry_core::{Context, context::FeatureFlag};

#[derive(FeatureFlag)]
#[telemetry(name = "fast index")]
struct Fast;

fn main() {
    Context::builder().flag::<Fast>(true);
}
