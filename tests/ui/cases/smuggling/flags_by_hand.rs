//! Flags are set one by one.

use telemetry_core::Context;

fn main() {
    let mut builder = Context::builder();
    builder.flags.push(("ada", true));
}
