//! An alias hides the duration from the macro, not from the compiler.

use std::time::Duration;
use telemetry_core::telemetry_event;

type Elapsed = Duration;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    latency: Elapsed,
}

fn main() {}
