//! A duration is never negative, whatever it is called.

use std::time::Duration;
use telemetry_core::telemetry_event;

type Span = Duration;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Time to the first result.
    #[telemetry(unit = "ms", max = -1)]
    latency: Span,
}

fn main() {}
