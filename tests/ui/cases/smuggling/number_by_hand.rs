//! A number is made from a value.

use telemetry_core::value::Number;

fn main() {
    Number(1.0);
}
