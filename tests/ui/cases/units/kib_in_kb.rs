//! 1024 bytes are not 1000.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The size of the index.
    #[telemetry(unit = "kB")]
    index_kib: u64,
}

fn main() {}
