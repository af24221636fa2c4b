//! A recorder takes its own events.

use telemetry_core::{telemetry_event, testing::Capture};

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {
    Capture::new().recorder::<Made>().record("made");
}
