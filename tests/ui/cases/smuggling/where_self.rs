//! What is asked of the type itself changes nothing.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made
where
    Self: Sized,
{
    /// What was typed.
    query: String,
}

fn main() {}
