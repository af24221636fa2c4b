//! Text is no flag.

use telemetry_core::Context;

fn main() {
    Context::builder().flag::<String>(true);
}
