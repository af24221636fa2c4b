//! A macro that writes a macro hides nothing.

use telemetry_core::telemetry_event;

macro_rules! outer {
    ($d:tt) => {
        macro_rules! inner {
            ($d ty:ty) => {
                /// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
                struct Made {
                    /// The value.
                    value: $d ty,
                }
            };
        }
    };
}

outer!($);
inner!(String);

fn main() {}
