//! A union shows bytes as another type.

use telemetry_core::telemetry_event;

#[allow(dead_code)]
union Bytes {
    text: [u8; 8],
    number: u64,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Bytes,
}

fn main() {}
