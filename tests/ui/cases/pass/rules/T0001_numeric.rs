//! A length says enough of a text.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How long the query was, in characters.
    query_length: u32,
}

fn main() {}
