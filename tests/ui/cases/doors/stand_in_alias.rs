//! A proof for another type proves nothing for this one.

use telemetry_core::telemetry_event;

mod stand_in {
    pub use telemetry_core::Event;

    pub mod __private {
        pub use telemetry_core::__private::{Event, Schema, Values, u8};

        pub type Field<T> = <T as Number>::Field;
        pub trait Number {
            type Field;
        }
        impl Number for String {
            type Field = telemetry_core::__private::Field<u64>;
        }
    }
}

/// A search was made.
#[telemetry_event(crate = stand_in, feature = "search", action = "made", owner = "search-team", purpose = "support")]
struct Made {
    /// What was typed.
    query: String,
}

fn main() {}
