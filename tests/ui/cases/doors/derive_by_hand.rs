//! The derive below the attribute has the same rules.

/// A search was made.
#[derive(telemetry_core::__private::Event)]
#[telemetry(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
