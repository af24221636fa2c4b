//! An event is not a value of another event.

use telemetry_core::telemetry_event;

/// Something happened.
#[telemetry_event(feature = "search", action = "done", owner = "search-team", purpose = "reliability")]
struct Inner;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    inner: Inner,
}

fn main() {}
