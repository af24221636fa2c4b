//! Stability is a text.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability", stability = experimental)]
struct Made;

fn main() {}
