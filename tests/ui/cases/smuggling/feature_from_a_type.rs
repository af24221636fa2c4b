//! The name of a type is no literal.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = std::any::type_name::<Made>(), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
