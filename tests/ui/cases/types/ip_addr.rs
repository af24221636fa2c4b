//! An address leads to a person.

use std::net::IpAddr;
use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// The value.
    peer: IpAddr,
}

fn main() {}
