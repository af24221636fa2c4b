//! Only a declared event is recorded.

use telemetry_core::testing::Capture;

struct Made;

fn main() {
    Capture::new().recorder().record(Made);
}
