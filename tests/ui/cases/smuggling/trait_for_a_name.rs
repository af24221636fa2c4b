//! A trait for all types does not make a name a number.

use telemetry_core::telemetry_event;

trait Sneak: Sized {
    fn u32(self, _: String) {}
    fn number(self, _: String) {}
}

impl<T> Sneak for T {}

#[allow(non_camel_case_types)]
struct u32(#[allow(dead_code)] String);

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: u32,
}

fn main() {}
