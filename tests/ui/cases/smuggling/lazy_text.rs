//! Text that is made on first use is text.

use std::sync::LazyLock;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: LazyLock<String>,
}

fn main() {}
