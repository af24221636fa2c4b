//! A context is not read from bytes.

use telemetry_core::Context;

fn main() {
    let _: Context = b"ada".to_vec().into();
}
