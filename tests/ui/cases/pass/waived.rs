//! A rule may be switched off for a field, or for all fields of an event, with
//! a reason.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The number of a test customer.
    #[telemetry(allow(T0009, reason = "the customers of a test, which are numbered"))]
    customer_id: u32,
    /// The address of a register.
    #[telemetry(allow(telemetry::T0009, reason = "the address of a register, not of a person"))]
    address: u32,
}

/// Registers.
#[telemetry_event(feature = "registers", owner = "search-team", purpose = "reliability")]
enum Registers {
    /// A register was moved.
    #[telemetry(action = "moved")]
    #[telemetry(allow(T0009, reason = "addresses of registers, not of persons"))]
    Moved {
        /// Where it was.
        old_address: u32,
        /// Where it is.
        new_address: u32,
    },
}

fn main() {}
