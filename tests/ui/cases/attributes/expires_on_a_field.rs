//! An event expires as a whole.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    #[telemetry(expires = "2027-06-30")]
    result_count: u32,
}

fn main() {}
