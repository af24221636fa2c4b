//! The first thing that a newcomer writes.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event]
struct Made;

fn main() {}
