//! A trace is not put together.

use telemetry_core::context::TraceId;

fn main() {
    TraceId(*b"ada@example.com.");
}
