//! A map is no event.

use std::collections::HashMap;
use telemetry_core::testing::Capture;

fn main() {
    Capture::new().recorder::<HashMap<String, f64>>();
}
