//! An event is a type, whatever stands before the `fn`.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
pub(crate) async fn made() {}

fn main() {}
