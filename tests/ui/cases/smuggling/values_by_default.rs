//! Values are made by the recorder, not by default.

use telemetry_core::__private::Values;

fn main() {
    let _: Values = Default::default();
}
