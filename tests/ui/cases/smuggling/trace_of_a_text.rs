//! A text is not a trace.

use telemetry_core::Context;

fn record(value: Option<String>) {
    Context::builder().trace(value).build();
}

fn main() {}
