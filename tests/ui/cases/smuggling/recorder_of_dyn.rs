//! Which event it is, is not decided when it is recorded.

use std::any::Any;
use telemetry_core::testing::Capture;

fn main() {
    Capture::new().recorder::<Box<dyn Any>>();
}
