//! What records is not recorded.

use telemetry_core::Recorder;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Option<Recorder<Made>>,
}

fn main() {}
