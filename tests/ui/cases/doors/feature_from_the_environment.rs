//! A name does not depend on who builds.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = env!("USER"), action = "made", owner = "search-team", purpose = "reliability")]
struct Made;

fn main() {}
