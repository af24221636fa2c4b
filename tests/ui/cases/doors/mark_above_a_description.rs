//! With the mark and the hidden derive, what stands below the mark is no
//! description.

#[derive(telemetry_core::__private::Event)]
#[telemetry(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
#[telemetry(__attached)]
/// A search was made.
struct Made;

fn main() {}
