//! An address is a person, though it is four numbers.

use std::net::Ipv4Addr;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    value: Ipv4Addr,
}

fn main() {}
