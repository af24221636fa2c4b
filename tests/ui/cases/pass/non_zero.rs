//! A number that is not zero is a number.

use std::num::{NonZero, NonZeroI64, NonZeroU32};
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    a_u8: NonZero<u8>,
    /// A number.
    a_u16: NonZero<u16>,
    /// A number.
    a_u32: NonZero<u32>,
    /// A number.
    a_u64: NonZero<u64>,
    /// A number.
    a_usize: NonZero<usize>,
    /// A number.
    a_i8: NonZero<i8>,
    /// A number.
    a_i16: NonZero<i16>,
    /// A number.
    a_i32: NonZero<i32>,
    /// A number.
    a_i64: NonZero<i64>,
    /// A number.
    a_isize: NonZero<isize>,
    /// A number.
    other_spelling: NonZeroU32,
    /// A number that may be absent.
    optional: Option<NonZeroI64>,
    /// A size.
    #[telemetry(unit = "B")]
    size: NonZero<u64>,
}

fn main() {}
