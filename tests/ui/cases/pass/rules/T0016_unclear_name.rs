//! A name that tells apart.

use telemetry_core::telemetry_event;

/// The editor was opened.
#[telemetry_event(feature = "search.editor", action = "opened", owner = "search-team", purpose = "reliability")]
struct Opened;

fn main() {}
