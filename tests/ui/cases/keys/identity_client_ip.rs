//! A number under this key may say who it was.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    client_ip: u64,
}

fn main() {}
