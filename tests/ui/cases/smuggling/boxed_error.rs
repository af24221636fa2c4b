//! Any error is any text.

use std::error::Error;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Box<dyn Error + Send + Sync>,
}

fn main() {}
