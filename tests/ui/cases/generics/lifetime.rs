//! An event owns what it carries.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<'a> {
    /// The query.
    #[telemetry(private)]
    query: &'a str,
}

fn main() {}
