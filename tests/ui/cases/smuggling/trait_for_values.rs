//! A trait for what takes numbers does not come before its own methods.

use telemetry_core::{telemetry_event, __private::*};

trait Sneak: Sized {
    fn u32(self, _: String) {}
}

impl Sneak for &mut Values<'_> {}

#[allow(non_camel_case_types)]
type u32 = String;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// What was typed.
    query: u32,
}

fn main() {}
