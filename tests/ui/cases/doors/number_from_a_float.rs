//! A number on its way is made from a value.

use telemetry_core::value::Number;

fn main() {
    let _ = Number(5.0);
}
