//! A wrong event does not hide what is wrong with the next.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: String,
}

#[telemetry_event(feature = "search", action = "done", owner = "search-team", purpose = "reliability")]
struct Done;

fn main() {}
