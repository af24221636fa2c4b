//! Whether it stays is not decided at run time.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(private(if = "DEBUG"))]
    count: u32,
}

fn main() {}
