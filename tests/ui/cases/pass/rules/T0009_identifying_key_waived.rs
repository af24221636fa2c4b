//! A rule that is wrong here is waived, and says why.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The number of a register.
    #[telemetry(allow(T0009, reason = "the address of a register, not of a person"))]
    register_address: u32,
}

fn main() {}
