//! A key may be written out, in the case of existing clients.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = "resultCount")]
    result_count: u32,
    /// The kind of search.
    r#type: u8,
    /// How many bytes.
    #[telemetry(key = "bytes_2", unit = "B")]
    bytes: u64,
}

fn main() {}
