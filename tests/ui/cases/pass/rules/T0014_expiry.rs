//! A date within two years, and not soon.

use telemetry_core::telemetry_event;

/// The results were shown.
#[telemetry_event(feature = "search", action = "shown", owner = "search-team", purpose = "experiment", expires = "2027-06-30")]
struct Shown;

fn main() {}
