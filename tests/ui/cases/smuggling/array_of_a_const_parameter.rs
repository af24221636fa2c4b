//! As many bytes as the caller likes are text of any length.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<const N: usize> {
    /// The value.
    value: [u8; N],
}

fn main() {}
