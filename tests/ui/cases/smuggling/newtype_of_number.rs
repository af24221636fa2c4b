//! A newtype says nothing about what its number means; an alias does not hide it.

use telemetry_core::telemetry_event;

struct RepositoryId(#[allow(dead_code)] u32);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: RepositoryId,
}

fn main() {}
