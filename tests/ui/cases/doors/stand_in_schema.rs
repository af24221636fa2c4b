//! What an event sends is said by the trait.

use telemetry_core::telemetry_event;

mod stand_in {
    pub use telemetry_core::Event;

    pub mod __private {
        pub use telemetry_core::__private::{Event, Values, u8};

        pub struct Schema;
        impl Schema {
            pub const fn declare(_: &[u8]) -> Self {
                Self
            }
        }
    }
}

/// A search was made.
#[telemetry_event(crate = stand_in, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made {
    /// How many.
    count: u32,
}

fn main() {}
