//! Two fields of one name are the compiler's to refuse.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: u32,
    /// How many repositories.
    count: u32,
}

fn main() {}
