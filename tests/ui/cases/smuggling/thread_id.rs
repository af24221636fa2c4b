//! The identity of a thread is no measure.

use std::thread::ThreadId;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: ThreadId,
}

fn main() {}
