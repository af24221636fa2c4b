//! The hidden derive declares nothing by itself.

/// A search was made.
#[derive(telemetry_core::__private::Event)]
#[telemetry(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many results.
    count: u32,
}

fn main() {}
