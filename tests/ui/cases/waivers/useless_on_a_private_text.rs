//! What stays on the instance needs no waiver.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Who asked.
    #[telemetry(private, allow(T0009, reason = "it stays here"))]
    user_name: String,
}

fn main() {}
