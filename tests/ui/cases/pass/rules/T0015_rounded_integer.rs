//! A bounded integer is a double.

use telemetry_core::telemetry_event;

/// The index was built.
#[telemetry_event(feature = "index", action = "built", owner = "search-team", purpose = "reliability")]
struct Built {
    /// How many lines it has, up to a billion.
    #[telemetry(max = 1_000_000_000)]
    line_count: u64,
}

fn main() {}
