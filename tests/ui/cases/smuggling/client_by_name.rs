//! A client is a type, not a text.

use telemetry_core::Context;

fn main() {
    Context::builder().client("ada", None);
}
