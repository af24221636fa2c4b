//! An item that a macro hands on is read like any other.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($item:item) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        $item
    };
}

made!(struct Made {
    /// What was typed.
    query: String,
});

fn main() {}
