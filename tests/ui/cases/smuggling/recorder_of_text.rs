//! Text is no event.

use telemetry_core::testing::Capture;

fn main() {
    Capture::new().recorder::<String>();
}
