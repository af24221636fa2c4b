//! One bit identifies nobody, so there is nothing to waive.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Whether a password was set.
    #[telemetry(allow(T0009, reason = "it is one bit"))]
    has_password: bool,
}

fn main() {}
