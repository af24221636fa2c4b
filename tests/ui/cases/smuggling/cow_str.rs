//! Text that may be borrowed is text.

use std::borrow::Cow;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Cow<'static, str>,
}

fn main() {}
