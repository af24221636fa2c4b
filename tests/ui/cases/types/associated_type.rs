//! An associated type is what it resolves to.

use telemetry_core::telemetry_event;

trait Named {
    type Name;
}

struct Search;

impl Named for Search {
    type Name = String;
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    label: <Search as Named>::Name,
}

fn main() {}
