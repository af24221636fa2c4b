//! An alias of an alias of text is text.

use telemetry_core::telemetry_event;

type Text = String;
type Name = Text;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Name,
}

fn main() {}
