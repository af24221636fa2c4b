//! Bytes of any length are not a trace.

use telemetry_core::context::TraceId;

fn main() {
    TraceId::from_bytes(*b"ada@example.com");
}
