//! A text is not an interaction.

use telemetry_core::Context;

fn record(value: Option<String>) {
    Context::builder().interaction(value).build();
}

fn main() {}
