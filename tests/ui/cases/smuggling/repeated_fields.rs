//! Fields from a list in a macro are checked one by one.

use telemetry_core::telemetry_event;

macro_rules! made {
    ($($name:ident: $ty:ty),*) => {
        /// A search was made.
        #[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made {
            $(
                /// The value.
                $name: $ty,
            )*
        }
    };
}

made!(count: u32, query: String);

fn main() {}
