//! Which event it was is not a measure of another.

use telemetry_core::id::EventId;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: EventId,
}

fn main() {}
