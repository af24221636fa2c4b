//! A name is not a user of telemetry.

use telemetry_core::Context;

fn record(value: Option<&'static str>) {
    Context::builder().user(value).build();
}

fn main() {}
