//! A name of a platform compiles; a check tells.

use telemetry_core::telemetry_event;

/// The editor was opened.
#[telemetry_event(feature = "search.vsCode", action = "opened", owner = "search-team", purpose = "reliability")]
struct Opened;

fn main() {}
