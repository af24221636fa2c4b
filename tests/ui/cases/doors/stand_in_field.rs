//! A proof of the user's own proves nothing.

use telemetry_core::telemetry_event;

mod stand_in {
    pub use telemetry_core::Event;

    pub mod __private {
        pub use telemetry_core::__private::{Event, Schema, Values, u8};

        pub struct Field<T>(std::marker::PhantomData<T>);
        impl<T> Field<T> {
            pub const fn metadata() -> Self {
                Self(std::marker::PhantomData)
            }
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
