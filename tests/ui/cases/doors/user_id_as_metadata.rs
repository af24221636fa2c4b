//! Who it was stands in the context, not in the metadata.

use telemetry_core::UserId;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    user_number: UserId,
}

fn main() {}
