//! What stays is text, not bytes.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    #[telemetry(private)]
    value: Vec<u8>,
}

fn main() {}
