//! A trait of the user's own decides nothing.

use telemetry_core::telemetry_event;

mod stand_in {
    pub use telemetry_core::{Event, __private};

    #[allow(dead_code)]
    pub trait MetadataValue {}
    impl MetadataValue for String {}
}

/// A search was made.
#[telemetry_event(crate = stand_in, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
