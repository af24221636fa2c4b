//! Shared text is text.

use std::rc::Rc;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Rc<str>,
}

fn main() {}
