//! Who built the program does not answer for the event.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = env!("USER"), purpose = "reliability")]
struct Made;

fn main() {}
