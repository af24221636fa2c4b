//! The secret of an instance never leaves.

use telemetry_core::UserKey;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: UserKey,
}

fn main() {}
