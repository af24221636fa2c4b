//! The user is in the context.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Who asked.
    user_id: u64,
}

fn main() {}
