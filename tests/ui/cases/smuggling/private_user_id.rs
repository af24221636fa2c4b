//! A user is not a text that stays: identity belongs in the context.

use telemetry_core::UserId;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(private)]
    value: UserId,
}

fn main() {}
