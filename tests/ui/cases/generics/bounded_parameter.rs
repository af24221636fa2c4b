//! A bound does not help: numbers of which kind?

use telemetry_core::{MetadataValue, telemetry_event};

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made<T: MetadataValue + 'static> {
    /// The value.
    value: Option<T>,
}

fn main() {}
