//! Literals, types and names may come from a macro.

#![deny(warnings)]
#![allow(dead_code)]

use telemetry_core::telemetry_event;

macro_rules! event {
    ($vis:vis $name:ident, $feature:literal, $action:expr, $version:literal, $doc:expr, { $($key:literal $field:ident: $ty:ty),* }) => {
        #[doc = $doc]
        #[telemetry_event(feature = $feature, action = $action, version = $version, owner = "search-team", purpose = "reliability")]
        $vis struct $name {
            $(
                /// A number.
                #[telemetry(key = $key)]
                $field: $ty,
            )*
        }
    };
}

event!(pub(crate) Made, "search", "made", 3, "A search was made.", { "resultCount" count: u32, "bestScore" score: Option<f64> });

fn main() {}
