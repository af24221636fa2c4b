//! What a program is called is not put together.

use telemetry_core::wire::Source;

fn main() {
    let _ = Source { server: b"ada".to_vec() };
}
