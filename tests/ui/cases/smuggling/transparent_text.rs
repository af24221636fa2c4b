//! The layout of a text is that of text.

use telemetry_core::telemetry_event;

#[repr(transparent)]
struct Label(#[allow(dead_code)] String);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Label,
}

fn main() {}
