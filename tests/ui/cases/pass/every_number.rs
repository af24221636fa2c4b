//! Every type that may be a metadata value, and each of them optional.

use std::time::Duration;
use telemetry_core::{MetadataValue, telemetry_event};

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    a_bool: bool,
    /// A number that may be absent.
    o_bool: Option<bool>,
    /// A number.
    a_u8: u8,
    /// A number that may be absent.
    o_u8: Option<u8>,
    /// A number.
    a_u16: u16,
    /// A number that may be absent.
    o_u16: Option<u16>,
    /// A number.
    a_u32: u32,
    /// A number that may be absent.
    o_u32: Option<u32>,
    /// A number.
    a_u64: u64,
    /// A number that may be absent.
    o_u64: Option<u64>,
    /// A number.
    a_usize: usize,
    /// A number that may be absent.
    o_usize: Option<usize>,
    /// A number.
    a_i8: i8,
    /// A number that may be absent.
    o_i8: Option<i8>,
    /// A number.
    a_i16: i16,
    /// A number that may be absent.
    o_i16: Option<i16>,
    /// A number.
    a_i32: i32,
    /// A number that may be absent.
    o_i32: Option<i32>,
    /// A number.
    a_i64: i64,
    /// A number that may be absent.
    o_i64: Option<i64>,
    /// A number.
    a_isize: isize,
    /// A number that may be absent.
    o_isize: Option<isize>,
    /// A number.
    a_f32: f32,
    /// A number that may be absent.
    o_f32: Option<f32>,
    /// A number.
    a_f64: f64,
    /// A number that may be absent.
    o_f64: Option<f64>,
    /// A time.
    #[telemetry(unit = "us")]
    a_time: Duration,
    /// A time that may be absent.
    #[telemetry(unit = "d")]
    o_time: Option<Duration>,
    /// A size.
    #[telemetry(unit = "KiB")]
    size: u64,
    /// A share.
    #[telemetry(unit = "%")]
    share: f32,
    /// Which engine answered.
    engine: Engine,
    /// Which engine answered, if one did.
    o_engine: Option<Engine>,
}

/// Which engine answered.
#[derive(MetadataValue)]
enum Engine {
    /// Trigram index.
    Indexed = 1,
    /// The largest code.
    Last = 2_147_483_647,
}

fn main() {}
