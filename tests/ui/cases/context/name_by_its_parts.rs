//! A name is declared, not put together.

use telemetry_core::context::Name;

fn main() {
    let _ = Name("ada@example.com");
}
