//! The application's id is not a user of telemetry.

use telemetry_core::Context;

fn record(value: Option<i64>) {
    Context::builder().user(value).build();
}

fn main() {}
