//! A flag is a type, not a text.

use telemetry_core::Context;

fn main() {
    Context::builder().flag("ada", true);
}
