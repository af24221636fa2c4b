//! Each number is a field of its own.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Files that were found.
    file_count: u32,
    /// Symbols that were found.
    symbol_count: u32,
}

fn main() {}
