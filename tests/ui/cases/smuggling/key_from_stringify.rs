//! An identifier that is made a text is no literal.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(key = stringify!(count))]
    count: u32,
}

fn main() {}
