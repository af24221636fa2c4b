//! Shared text is text, across threads too.

use std::sync::Arc;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Arc<String>,
}

fn main() {}
