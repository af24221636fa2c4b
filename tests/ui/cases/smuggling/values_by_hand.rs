//! Values are made by the recorder.

use telemetry_core::__private::Values;

fn main() {
    Values::new();
}
