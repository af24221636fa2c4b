//! A number is one by whichever path it is named.

#![deny(warnings)]
#![allow(dead_code)]

use telemetry_core::telemetry_event;

trait Unit {
    type Of;
}
impl Unit for Made {
    type Of = u32;
}
type Count<T> = <T as Unit>::Of;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// By a raw name.
    raw: r#u32,
    /// By its full path.
    full: ::core::primitive::u8,
    /// By the path of an option.
    maybe: ::std::option::Option<bool>,
    /// Through a trait.
    projected: Count<Made>,
}

fn main() {}
