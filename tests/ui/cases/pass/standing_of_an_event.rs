//! What is said of an event beside its values.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "billing")]
#[telemetry(stability = "stable", expires = "2027-06-30")]
#[telemetry(billing(product = "search_2", category = "queries.all"))]
struct Made;

/// The index.
#[telemetry_event(feature = "index", owner = "search-team", purpose = "experiment")]
#[telemetry(stability = "experimental", expires = "2028-02-29")]
enum Index {
    /// The index was built.
    #[telemetry(action = "built", stability = "stable", expires = "2027-06-30")]
    Built,
    /// The index was removed.
    #[telemetry(action = "removed", billing(category = "hours", product = "index"))]
    Removed,
}

fn main() {}
