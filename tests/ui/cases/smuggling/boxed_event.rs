//! Which event it is, is not decided when it is recorded.

use telemetry_core::Event;

fn main() {
    let _: Vec<Box<dyn Event>> = Vec::new();
}
