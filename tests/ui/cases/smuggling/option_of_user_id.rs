//! A user that may be absent is a user.

use telemetry_core::UserId;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Option<UserId>,
}

fn main() {}
