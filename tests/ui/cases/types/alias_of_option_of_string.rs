//! Two hiding places at once.

use telemetry_core::telemetry_event;

type Label = String;
type Maybe<T> = Option<T>;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    query: Maybe<Label>,
}

fn main() {}
