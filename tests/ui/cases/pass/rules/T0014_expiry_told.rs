//! A date that a check tells of compiles at any time.

use telemetry_core::telemetry_event;

/// The results were shown.
#[telemetry_event(feature = "search", action = "shown", owner = "search-team", purpose = "experiment", expires = "2026-12-01")]
struct Shown;

fn main() {}
