//! A text is not a country.

use telemetry_core::Context;

fn record(value: Option<String>) {
    Context::builder().country(value).build();
}

fn main() {}
