//! A waiver silences what it names.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A register.
    #[telemetry(allow(T0009, reason = "the address of a register, not of a person"))]
    address: u32,
}

fn main() {}
