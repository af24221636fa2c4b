//! A context has no part of one's own.

use telemetry_core::Context;

fn main() {
    Context::builder().with("tenant", "ada").build();
}
