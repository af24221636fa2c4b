//! What turns the line around is not in a key.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = "\u{202e}tnuoc")]
    count: u32,
}

fn main() {}
