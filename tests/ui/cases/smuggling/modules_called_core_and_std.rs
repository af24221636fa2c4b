//! A module that is called like the standard library changes no type.

use telemetry_core::telemetry_event;

#[allow(dead_code)]
mod core {
    #[allow(non_camel_case_types)]
    pub mod primitive {
        pub type u32 = String;
    }
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: core::primitive::u32,
}

fn main() {}
