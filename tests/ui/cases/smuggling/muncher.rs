//! What a macro collects bit by bit is read as what it is.

use telemetry_core::telemetry_event;

macro_rules! made {
    (@done $($fields:tt)*) => {
        /// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
        struct Made { $($fields)* }
    };
    ($name:ident $ty:ty; $($rest:tt)*) => {
        made!(@done
            /// The value.
            $name: $ty,
            $($rest)*
        );
    };
}

made!(query String;);

fn main() {}
