//! What takes the values is said by the trait.

use telemetry_core::telemetry_event;

mod stand_in {
    pub use telemetry_core::Event;

    pub mod __private {
        pub use telemetry_core::__private::{Event, Schema, u8};

        pub struct Values<'a>(&'a ());
        impl Values<'_> {
            pub fn event(&mut self, _: usize) {}
            pub fn u32(&mut self, _: u32) {}
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
