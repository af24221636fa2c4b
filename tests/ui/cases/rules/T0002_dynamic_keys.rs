//! Keys are known when the program is built.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Results of each kind.
    counts: std::collections::HashMap<String, u32>,
}

fn main() {}
