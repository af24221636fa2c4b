//! 64 characters are not too many.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", action = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", owner = "team", purpose = "security")]
struct Made {
    /// A number.
    kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: u8,
}

fn main() {}
