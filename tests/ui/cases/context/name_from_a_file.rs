//! A name that stands in a file is not reviewed here.

use telemetry_core::context::FeatureFlag;

#[derive(FeatureFlag)]
#[telemetry(name = include_str!("name.txt"))]
struct Fast;

fn main() {}
