//! The user is in the context, whatever the type is called.

use telemetry_core::telemetry_event;

type Number = u64;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Who asked.
    user_id: Number,
}

fn main() {}
