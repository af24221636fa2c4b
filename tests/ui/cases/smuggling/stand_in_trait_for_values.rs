//! A trait in the user's module gives the values no methods.

use telemetry_core::telemetry_event;

mod stand_in {
    pub use telemetry_core::Event;

    pub mod __private {
        pub use telemetry_core::__private::{Event, Field, Schema, Values, u8};

        pub trait More {
            #[allow(dead_code)]
            fn number<T>(&mut self, _: Field<u64>, _: u64, _: &T) {}
        }
        impl More for Values<'_> {}
    }
}

/// A search was made.
#[telemetry_event(crate = stand_in, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
