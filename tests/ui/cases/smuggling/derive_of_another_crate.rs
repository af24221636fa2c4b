//! Another derive of the same name makes no value.

use telemetry_core::telemetry_event;

#[allow(dead_code)]
trait MetadataValue {}

impl MetadataValue for String {}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
